import type { Explanation } from "../api/failure.ts";
import { Notice } from "./Notice.tsx";
import { SendButton } from "./SendButton.tsx";

/** Says why a screen has nothing to show, with a way to try again where that may help. */
export function LoadFailure({ failure, onRetry }: { readonly failure: Explanation; readonly onRetry: () => unknown }) {
  return (
    <div class="stack">
      <Notice tone="bad" title={failure.title}>
        {failure.detail}
      </Notice>
      {!failure.gone && (
        <SendButton run={onRetry} busy="Trying…">
          Try again
        </SendButton>
      )}
    </div>
  );
}
