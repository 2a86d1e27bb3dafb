import type { EventDetail } from "../../rules/contract/api/event.ts";
import type { EventSummary } from "../../rules/contract/api/month.ts";
import { readCharter } from "../client/record.ts";
import { useApp } from "../context.ts";
import { useLoaded } from "../ui/useLoaded.ts";
import { useWaitingIn } from "../waiting/useBoard.ts";
import { Waits } from "../waiting/Waits.tsx";
import { CharterLine } from "./CharterLine.tsx";
import { NotKept } from "../waiting/NotKept.tsx";
import { isAsNew, type Told } from "./laidLine.ts";

interface Props {
  readonly event: EventSummary;
  /** Since when the line is not fresh; undefined where it is. */
  readonly keptAt: string | undefined;
  readonly today: string;
}

/** Shows a charter of the month of which something waits here: as it will be, where this device has the charter itself. */
export function LaidLine({ event, keptAt, today }: Props) {
  const { client } = useApp();
  const { data, failure } = useLoaded(event.slug, async () => {
    const result = await readCharter(client, event.slug);
    return result.ok ? { ...result, data: { event: result.data.event, keptAt: result.keptAt } } : result;
  });
  if (data !== undefined && isAsNew(data, { event, keptAt })) return <Laid known={data} today={today} />;
  return (
    <CharterLine event={event} today={today}>
      <p class="hint">
        <Waits /> {(data ?? failure) && "What was done on this device is not in these numbers yet."}
      </p>
      {failure && <NotKept slug={event.slug} />}
    </CharterLine>
  );
}

function Laid({ known, today }: { readonly known: Told<EventDetail>; readonly today: string }) {
  const event = useWaitingIn(known.event);
  return (
    <CharterLine event={event} today={today}>
      <p class="hint">
        <Waits /> Shown with what was done on this device.
      </p>
    </CharterLine>
  );
}
