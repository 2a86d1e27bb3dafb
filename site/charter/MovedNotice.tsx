import type { EventDetail } from "../../rules/contract/api/event.ts";
import { parseSlug } from "../../rules/contract/slug.ts";
import { useApp } from "../context.ts";
import { Notice } from "../ui/Notice.tsx";
import { momentLabel, whenOf } from "../labels.ts";
import { Unreached } from "./Unreached.tsx";
import { unreachedBy } from "./told.ts";

/** Says of a charter that was moved, and has not sailed, when it was to be, why, and whom no mail has reached. */
export function MovedNotice({ event }: { readonly event: EventDetail }) {
  const { company } = useApp();
  const last = event.moves.at(-1);
  const before = parseSlug(last?.from ?? "");
  const over = event.departures.length > 0 || event.status === "canceled";
  if (last === undefined || before === undefined || over) return null;
  const { at: moved } = last;
  const was = whenOf({ ...before, starts_at: last.starts_before, vessel: last.vessel_before });
  const untold = unreachedBy(last, event.manifest);
  return (
    <Notice tone="warn" title={`Moved from ${was}`}>
      <p>
        {last.reason} {last.name}, {momentLabel(moved, company.time_zone)}.
        {last.signatures === "again" && " Everybody signs again for the new day."}
      </p>
      <Unreached people={untold} text={`Your charter has moved to ${whenOf(event)}. ${last.reason}`} />
    </Notice>
  );
}
