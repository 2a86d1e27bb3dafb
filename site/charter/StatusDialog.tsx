import type { ChangeEventRequest, EventDetail, EventResponse } from "../../rules/contract/api/event.ts";
import { FormDialog } from "../forms/FormDialog.tsx";
import { useApp } from "../context.ts";
import { useSubmit } from "../forms/useSubmit.ts";
import { changeCharter } from "./calls.ts";

interface Props {
  readonly event: EventDetail;
  readonly onClose: () => void;
  readonly onChanged: (event: EventDetail) => void;
}

/** Cancels a charter, or opens it again. */
export function StatusDialog({ event, onClose, onChanged }: Props) {
  const { client, announce } = useApp();
  const canceling = event.status === "open";
  const [submission, submit] = useSubmit<ChangeEventRequest, EventResponse>({
    read: () => ({ ok: true, request: { revision: event.revision, status: canceling ? "canceled" : "open" } }),
    send: (body) => changeCharter(client, event.slug, body),
    done: (answer) => {
      onChanged(answer.event);
      onClose();
      announce({ tone: "good", text: canceling ? "Charter canceled." : "Charter open again." });
    },
  });
  const title = canceling ? "Cancel this charter?" : "Reopen this charter?";
  return (
    <FormDialog
      title={title}
      action={canceling ? "Cancel charter" : "Reopen charter"}
      dismiss={canceling ? "Keep it" : "Leave it"}
      danger={canceling}
      submission={submission}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>
        {canceling
          ? "Patrons can no longer sign its waiver, and its crew gets a mail. Payments and signatures stay on record, and you can reopen it."
          : "Patrons can sign its waiver again, and its crew gets a mail."}
      </p>
    </FormDialog>
  );
}
