import { explain, type Explanation } from "../api/failure.ts";
import { useApp } from "../context.ts";
import { Notice } from "./Notice.tsx";
import { LoadFailure } from "./LoadFailure.tsx";
import { SendButton } from "./SendButton.tsx";
import { titleOfSlug } from "../../rules/charter/title.ts";

interface Props {
  readonly slug: string;
  readonly failure: Explanation;
  readonly onRetry: () => unknown;
}

/** Says why a charter cannot be shown at all; without a signal, how it could have been. */
export function Unopened({ slug, failure, onRetry }: Props) {
  const { client } = useApp();
  return (
    <>
      <h1>{client.charters.titleOf(slug) ?? titleOfSlug(slug)}</h1>
      {isUnanswered(failure) ? <NotKept onRetry={onRetry} /> : <LoadFailure failure={failure} onRetry={onRetry} />}
    </>
  );
}

function NotKept({ onRetry }: Pick<Props, "onRetry">) {
  return (
    <div class="stack" role="status">
      <Notice tone="warn" title="This charter is not kept on this device">
        It opens where there is a signal. Open it there once, or press “Make ready for offline” on its day, and it opens
        without one from then on.
      </Notice>
      <SendButton run={onRetry} busy="Trying…">
        Try again
      </SendButton>
    </div>
  );
}

/** What is kept is shown where no answer comes, so that a failure of this kind is of a charter that is not. */
function isUnanswered(failure: Explanation): boolean {
  return (["offline", "timeout"] as const).some((kind) => explain({ ok: false, kind }) === failure);
}
