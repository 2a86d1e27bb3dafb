import { useApp } from "../context.ts";
import { FormDialog } from "../forms/FormDialog.tsx";
import { placesOf } from "../offline/queue.ts";
import { useBoard } from "../waiting/useBoard.ts";
import { whenSent } from "../waiting/whenSent.ts";
import { NOTHING_SENT } from "../forms/useSubmit.ts";
import { count } from "../labels.ts";

/** Asks before somebody signs out who has something here that the server does not know yet. */
export function SignOutDialog({
  onSignOut,
  onClose,
}: {
  readonly onSignOut: () => void;
  readonly onClose: () => void;
}) {
  const { account } = useApp();
  const { entries } = useBoard();
  return (
    <FormDialog
      title="Sign out with work unsent?"
      action="Sign out, keep it here"
      danger
      submission={NOTHING_SENT}
      onSubmit={onSignOut}
      onClose={onClose}
    >
      <p>
        <strong>
          {count(entries.length, "entry", "entries")} of this device {entries.length === 1 ? "is" : "are"} not with the
          server yet.
        </strong>
      </p>
      <p>
        {entries.length === 1 ? "It stays" : "They stay"} on this device. {whenSent(entries).join(" ")}
      </p>
      {placesOf(entries, account.email).some(({ hold }) => hold === undefined) && (
        <p>Better: stay signed in until there is a signal.</p>
      )}
    </FormDialog>
  );
}
