import { FormDialog } from "./FormDialog.tsx";
import { answer, isAskedOfTried } from "./unsaved.ts";
import { NOTHING_SENT } from "./useSubmit.ts";

const TYPED = {
  title: "Leave without saving?",
  action: "Discard",
  dismiss: "Keep writing",
  text: "What you typed here is not sent, and is lost if you leave.",
};
const TRIED = {
  title: "Leave without an answer?",
  action: "Leave",
  dismiss: "Stay here",
  text: "This was sent, and no answer came yet: it may have been recorded. If you leave, look whether it is there before you enter it again.",
};

/** Asks whoever leaves something that they typed. */
export function LeaveDialog() {
  const { title, action, dismiss, text } = isAskedOfTried() ? TRIED : TYPED;
  return (
    <FormDialog
      title={title}
      action={action}
      dismiss={dismiss}
      danger
      submission={NOTHING_SENT}
      onSubmit={() => {
        answer(true);
      }}
      onClose={() => {
        answer(false);
      }}
    >
      <p>{text}</p>
    </FormDialog>
  );
}
