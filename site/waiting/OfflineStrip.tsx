import { useApp } from "../context.ts";
import { useBoard } from "./useBoard.ts";
import { instantClock } from "../labels.ts";

/** Says that there is no network, how old what is shown is, and that work can go on. */
export function OfflineStrip() {
  const { company } = useApp();
  const { keptAt, offline } = useBoard();
  const asOf = keptAt === undefined ? "" : ` Shown as of ${instantClock(keptAt, company.time_zone)}.`;
  return (
    <div class="offline-strip" role="status">
      {(offline || keptAt !== undefined) && (
        <p>
          <strong>Offline.</strong>
          {asOf} Go on: what you do is kept here and sent later.
        </p>
      )}
    </div>
  );
}
