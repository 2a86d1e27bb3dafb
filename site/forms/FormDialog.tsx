import type { ComponentChildren } from "preact";

import { useProblemFocus } from "./useProblemFocus.ts";
import { useTyped } from "./useTyped.ts";
import type { Submission } from "./useSubmit.ts";
import { Dialog } from "../ui/Dialog.tsx";
import { Notice } from "../ui/Notice.tsx";

interface Props {
  readonly title: string;
  readonly action: string;
  readonly submission: Submission;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  readonly danger?: boolean;
  /** Leaves things as they are, where "Cancel" could be taken for the deed. */
  readonly dismiss?: string;
  readonly children: ComponentChildren;
}

/**
 * Shows a form in a dialog: problems move focus to the first bad field, a failure keeps everything and offers Retry, and
 * nothing that was typed is closed away without a word.
 */
export function FormDialog({
  title,
  action,
  submission,
  onSubmit,
  onClose,
  danger = false,
  dismiss = "Cancel",
  children,
}: Props) {
  const { sending } = submission;
  const { form, failure } = useProblemFocus(submission);
  const leave = useTyped(form, submission);
  const close = (): void => {
    leave(onClose);
  };
  function submit(event: Event): void {
    event.preventDefault();
    if (!sending) onSubmit();
  }
  const idle = failure === undefined ? action : "Retry";
  return (
    <Dialog title={title} onClose={close} busy={sending}>
      <form ref={form} noValidate onSubmit={submit} aria-busy={sending}>
        <div class="dialog-body">{children}</div>
        <div class="dialog-foot-wrap">
          {failure && (
            <div class="dialog-failure">
              <Notice tone="bad" title={failure.title}>
                {failure.detail}
              </Notice>
            </div>
          )}
          <div class="dialog-foot">
            <button
              type="button"
              class="button"
              aria-disabled={sending}
              onClick={() => {
                if (!sending) close();
              }}
            >
              {dismiss}
            </button>
            <button type="submit" class={`button ${danger ? "button-bad" : "button-primary"}`} aria-disabled={sending}>
              {sending ? "Sending…" : idle}
            </button>
          </div>
        </div>
      </form>
    </Dialog>
  );
}
