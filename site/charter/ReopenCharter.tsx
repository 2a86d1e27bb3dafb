import type { ChangeEventRequest, EventDetail, EventResponse } from "../../rules/contract/api/event.ts";
import { FormDialog } from "../forms/FormDialog.tsx";
import { useApp } from "../context.ts";
import { useSubmit } from "../forms/useSubmit.ts";
import { changeCharter } from "./calls.ts";
import { Told } from "./Told.tsx";

interface Props {
  readonly event: EventDetail;
  readonly onClose: () => void;
  readonly onChanged: (event: EventDetail) => void;
}

/** Opens a charter again that is called off. */
export function ReopenCharter({ event, onClose, onChanged }: Props) {
  const { client, announce } = useApp();
  const [submission, submit] = useSubmit<ChangeEventRequest, EventResponse>({
    read: () => ({ ok: true, request: { revision: event.revision, status: "open" } }),
    send: (body) => changeCharter(client, event.slug, body),
    done: (answer) => {
      onChanged(answer.event);
      onClose();
      announce({ tone: "good", text: "Charter open again." });
    },
  });
  return (
    <FormDialog
      title="Reopen this charter?"
      action="Reopen charter"
      dismiss="Leave it"
      submission={submission}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>It sails on its old day after all, and patrons can sign its waiver again.</p>
      <Told event={event} what="the news" />
    </FormDialog>
  );
}
