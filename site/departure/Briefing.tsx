import { useState } from "preact/hooks";

import type { EventDetail } from "../../rules/contract/api/event.ts";
import { instantAfter } from "../../rules/time/laterInstant.ts";
import { explain } from "../api/failure.ts";
import { useApp } from "../context.ts";
import { momentOn } from "../labels.ts";
import { DeviceSaid } from "../ui/DeviceSaid.tsx";
import { Icon } from "../ui/Icon.tsx";
import { useWaiting } from "../waiting/useBoard.ts";
import { Waits } from "../waiting/Waits.tsx";
import { recordBriefing } from "./calls.ts";

interface Props {
  readonly event: EventDetail;
  readonly onChanged: (event: EventDetail) => void;
  readonly departed: boolean;
}

/** Records the safety briefing and takes it back, up to the departure. */
export function Briefing({ event, onChanged, departed }: Props) {
  const { client, announce } = useApp();
  const { briefing } = event;
  const [sending, setSending] = useState<boolean>();
  const waits = useWaiting(event).has("briefing");
  async function record(given: boolean): Promise<void> {
    // A second press says the same once more.
    if (sending === given) return;
    setSending(given);
    const result = await recordBriefing(client, event.slug, { given, at: instantAfter(new Date(), briefing) });
    setSending((now) => (now === given ? undefined : now));
    if (result.ok) onChanged(result.data.event);
    else
      announce({
        tone: "bad",
        text: `The briefing is ${given ? "not recorded" : "still recorded"}. ${explain(result).detail}`,
      });
  }
  if (briefing?.given === true) {
    return (
      <div class="row briefing">
        <p>
          <Icon name="check" />{" "}
          <span>
            Briefing given{" "}
            <DeviceSaid
              at={briefing.at}
              received_at={briefing.received_at}
              say={(instant, zone) => momentOn(event.date, instant, zone)}
            />{" "}
            · {briefing.name} {waits && <Waits />}
          </span>
        </p>
        {!departed && (
          <button type="button" class="button" aria-disabled={sending === false} onClick={() => void record(false)}>
            {sending === false ? "Undoing…" : "Undo"}
            <span class="visually-hidden"> briefing</span>
          </button>
        )}
      </div>
    );
  }
  return departed ? (
    <p>No briefing recorded</p>
  ) : (
    <button type="button" class="button" aria-disabled={sending === true} onClick={() => void record(true)}>
      {sending === true ? "Recording…" : "Record briefing"}
    </button>
  );
}
