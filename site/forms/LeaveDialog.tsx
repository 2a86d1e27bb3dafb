import { FormDialog } from "./FormDialog.tsx";
import { answer, askedAbout, type Loss } from "./unsaved.ts";
import { NOTHING_SENT } from "./useSubmit.ts";

interface Words {
  readonly title: string;
  readonly action: string;
  readonly dismiss: string;
  readonly text: string;
}

const WORDS: Readonly<Record<Loss, Words>> = {
  typed: {
    title: "Leave without saving?",
    action: "Discard",
    dismiss: "Keep writing",
    text: "What you typed here is not sent, and is lost if you leave.",
  },
  tried: {
    title: "Leave without an answer?",
    action: "Leave",
    dismiss: "Stay here",
    text: "This was sent, and no answer came yet: it may have been recorded. If you leave, look whether it is there before you enter it again.",
  },
  codes: {
    title: "Leave without the codes?",
    action: "Leave",
    dismiss: "Stay here",
    text: "They are shown only now, and are your way in should you lose the phone.",
  },
};

/** Asks whoever leaves something that would be lost. */
export function LeaveDialog() {
  const { title, action, dismiss, text } = WORDS[askedAbout()];
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
