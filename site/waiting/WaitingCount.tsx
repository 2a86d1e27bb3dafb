import { useApp } from "../context.ts";
import { momentLabel } from "../labels.ts";
import { waitingSince } from "./howLong.ts";
import { useBoard } from "./useBoard.ts";
import { Link } from "../ui/Link.tsx";

/** Shows how much waits on this device, in the masthead; what was refused comes first. */
export function WaitingCount() {
  const { company } = useApp();
  const { entries, unread, overruled } = useBoard();
  const since = waitingSince(entries);
  const refused = entries.filter(({ refusal }) => refusal !== null).length;
  const waiting = entries.length + unread;
  const lost = overruled.length;
  if (waiting + lost === 0) return null;
  return (
    <Link class={`button waiting-count${refused + lost > 0 ? " is-refused" : ""}`} to={{ name: "waiting" }}>
      {refused > 0 ? `${refused} refused` : lost > 0 ? `${lost} overruled` : `${waiting} waiting`}
      {refused + lost === 0 && since !== undefined && (
        <span class="since"> since {momentLabel(since, company.time_zone)}</span>
      )}
    </Link>
  );
}
