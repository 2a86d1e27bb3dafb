import { useApp } from "../context.ts";
import { count, instantClock, momentLabel } from "../labels.ts";
import { waitingSince } from "./howLong.ts";
import { useBoard } from "./useBoard.ts";

const GO_ON = "Go on: what you do is kept here and sent later.";
const NEEDS_SIGNAL = "This screen needs a signal.";
const NOT_KEPT = "What you do now is not kept here, as in a private window: do it where there is a signal.";

/** Says that there is no network, how old what is shown is, and whether work can go on: on a screen that `works` without one. */
export function OfflineStrip({ works }: { readonly works: boolean }) {
  const { company } = useApp();
  const { entries, keptAt, keeps, offline, unanswered } = useBoard();
  const since = waitingSince(entries);
  const wait = entries.length === 1 ? "has waited" : "have waited";
  const asOf = keptAt === undefined ? "" : ` Shown as of ${instantClock(keptAt, company.time_zone)}.`;
  return (
    <div class="offline-strip" role="status">
      {(offline || keptAt !== undefined || (unanswered && since !== undefined)) && (
        <p>
          <strong>Offline.</strong>
          {asOf} {works ? keeps !== undefined && (keeps ? GO_ON : NOT_KEPT) : NEEDS_SIGNAL}
          {since !== undefined &&
            ` ${count(entries.length, "entry", "entries")} ${wait} since ${momentLabel(since, company.time_zone)}.`}
        </p>
      )}
    </div>
  );
}
