import type { ComponentChildren } from "preact";

import type { Submission } from "../forms/useSubmit.ts";
import { useProblemFocus } from "../forms/useProblemFocus.ts";
import { Notice } from "../ui/Notice.tsx";

interface Props {
  readonly submission: Submission;
  readonly onSubmit: () => void;
  readonly action: string;
  readonly busy: string;
  /** How what the server said is meant; bad news where it is not said. */
  readonly tone?: "warn" | "bad";
  readonly children: ComponentChildren;
}

/** A form on that card: its fields, what went wrong, and its one button. */
export function EntranceForm({ submission, onSubmit, action, busy, tone = "bad", children }: Props) {
  const { sending } = submission;
  const { form, failure } = useProblemFocus(submission);
  return (
    <form
      ref={form}
      noValidate
      aria-busy={sending}
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {children}
      {failure && (
        <Notice tone={tone} title={failure.title}>
          {failure.detail}
        </Notice>
      )}
      <button type="submit" class="button button-primary button-wide" aria-disabled={sending}>
        {sending ? busy : action}
      </button>
    </form>
  );
}
