import { useState } from "preact/hooks";

import type {
  ConfirmSecondFactorRequest,
  NewSecondFactorResponse,
  RecoveryCodesResponse,
} from "../../rules/contract/api/account.ts";
import { useApp } from "../context.ts";
import { TextField } from "../forms/Field.tsx";
import { FormDialog } from "../forms/FormDialog.tsx";
import { useSubmit } from "../forms/useSubmit.ts";
import { QrCode } from "../ui/QrCode.tsx";
import { confirmSecondFactor } from "./calls.ts";

interface Props {
  readonly begun: NewSecondFactorResponse;
  readonly onClose: () => void;
  readonly onDone: (codes: readonly string[]) => void;
}

/** Shows what the app scans, and asks for the first code that it then shows. */
export function SetUpSecondFactor({ begun, onClose, onDone }: Props) {
  const { client } = useApp();
  const [code, setCode] = useState("");
  const [submission, submit] = useSubmit<ConfirmSecondFactorRequest, RecoveryCodesResponse>({
    read: () =>
      code.trim() === ""
        ? { ok: false, errors: { code: "Enter the code that the app shows." } }
        : { ok: true, request: { code } },
    send: (body) => confirmSecondFactor(client, body),
    done: ({ recovery_codes }) => {
      onDone(recovery_codes);
    },
  });
  return (
    <FormDialog
      title="Set up a second factor"
      action="Turn on"
      submission={submission}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>Scan this with an authenticator app, or open it there on this device.</p>
      <QrCode text={begun.uri} label="QR code for the authenticator app" small />
      <p>
        <a href={begun.uri}>Open in the app</a>, or type this key:
      </p>
      <p class="link-box">{begun.secret.replace(/.{4}(?!$)/g, "$& ")}</p>
      <TextField
        label="Code that the app shows"
        value={code}
        onValue={setCode}
        error={submission.errors["code"]}
        input={{ inputMode: "numeric", autocomplete: "one-time-code" }}
      />
    </FormDialog>
  );
}
