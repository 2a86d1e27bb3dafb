import { FormDialog } from "./FormDialog.tsx";
import { answer } from "./unsaved.ts";
import { NOTHING_SENT } from "./useSubmit.ts";

/** Asks whoever leaves something that they typed. */
export function LeaveDialog() {
  return (
    <FormDialog
      title="Leave without saving?"
      action="Discard"
      dismiss="Keep writing"
      danger
      submission={NOTHING_SENT}
      onSubmit={() => {
        answer(true);
      }}
      onClose={() => {
        answer(false);
      }}
    >
      <p>What you typed here is not sent, and is lost if you leave.</p>
    </FormDialog>
  );
}
