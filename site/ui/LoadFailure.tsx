import type { Explanation } from "../api/failure.ts";
import { Notice } from "./Notice.tsx";

/** Says why a screen has nothing to show, with a way to try again where that may help. */
export function LoadFailure({ failure, onRetry }: { readonly failure: Explanation; readonly onRetry: () => void }) {
  return (
    <div class="stack">
      <Notice tone="bad" title={failure.title}>
        {failure.detail}
      </Notice>
      {!failure.gone && (
        <button type="button" class="button" onClick={onRetry}>
          Try again
        </button>
      )}
    </div>
  );
}
