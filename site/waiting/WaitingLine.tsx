import { useApp } from "../context.ts";
import { count, momentLabel } from "../labels.ts";
import type { Entry } from "../offline/entry.ts";
import { Notice } from "../ui/Notice.tsx";

interface Props {
  readonly entry: Entry;
  readonly onRetry: () => void;
  readonly onDiscard: () => void;
}

/** Shows one write that waits: for whom, how often it was tried, and what the server said against it. */
export function WaitingLine({ entry: { write, refusal, tries }, onRetry, onDiscard }: Props) {
  const { account, company } = useApp();
  const foreign = write.by !== "" && write.by !== account.email;
  const author = write.by_name || write.by;
  return (
    <li>
      <div>
        <h3>{write.sentence}</h3>
        <p class="hint">
          {momentLabel(write.at, company.time_zone)}
          {foreign && ` · ${author}`}
          {tries > 1 && ` · tried ${count(tries, "time")}`}
        </p>
      </div>
      {foreign && (
        <Notice tone="warn" title={`Waits for ${author}`}>
          It is sent once they sign in on this device.
        </Notice>
      )}
      {refusal !== null && (
        <>
          <Notice tone="bad" title={refusal.title}>
            {refusal.detail}
          </Notice>
          <div class="row">
            <button type="button" class="button" onClick={onRetry}>
              Try again<span class="visually-hidden">: {write.sentence}</span>
            </button>
            <button type="button" class="button button-bad" onClick={onDiscard}>
              Discard<span class="visually-hidden">: {write.sentence}</span>
            </button>
          </div>
        </>
      )}
    </li>
  );
}
