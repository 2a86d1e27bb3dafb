import { useApp } from "../context.ts";
import { momentLabel } from "../labels.ts";
import type { Placed } from "../offline/queue.ts";
import { Notice } from "../ui/Notice.tsx";
import { SendButton } from "../ui/SendButton.tsx";
import { authorOf } from "./authorOf.ts";
import { isDepartureToLookAt } from "./departing.ts";
import { sayHold } from "./holds.ts";

interface Props extends Placed {
  readonly onLook: () => void;
  readonly onRetry: () => unknown;
  readonly onDiscard: () => void;
}

/** Shows one write that waits: for whom or what, how often it was tried, and what the server said against it. */
export function WaitingLine({ entry, hold, onLook, onRetry, onDiscard }: Props) {
  const { account, company } = useApp();
  const { write, refusal, tries } = entry;
  const foreign = write.by !== "" && write.by !== account.email;
  const held = sayHold({ entry, hold });
  return (
    <li>
      <div>
        <h3>{write.sentence}</h3>
        <p class="hint">
          {momentLabel(write.at, company.time_zone)}
          {foreign && ` · ${authorOf(entry)}`}
          {tries > 1 && " · tried since then"}
        </p>
      </div>
      {held && (
        <Notice tone="warn" title={held.title}>
          {held.detail}
        </Notice>
      )}
      {refusal !== null && (
        <Notice tone="bad" title={foreign ? `Refused to ${authorOf(entry)}: ${refusal.title}` : refusal.title}>
          {foreign
            ? `${authorOf(entry)} decides on it, once they have signed in on this device. It can be discarded here.`
            : refusal.detail}
        </Notice>
      )}
      {!foreign && isDepartureToLookAt(entry, hold) && (
        <div class="row">
          <button type="button" class="button button-primary" onClick={onLook}>
            Look at it<span class="visually-hidden">: {write.sentence}</span>
          </button>
        </div>
      )}
      {refusal !== null && (
        <>
          <div class="row">
            {!foreign && (
              <SendButton run={onRetry} busy="Trying…">
                Try again<span class="visually-hidden">: {write.sentence}</span>
              </SendButton>
            )}
            <button type="button" class="button button-bad" onClick={onDiscard}>
              Discard<span class="visually-hidden">: {write.sentence}</span>
            </button>
          </div>
        </>
      )}
    </li>
  );
}
