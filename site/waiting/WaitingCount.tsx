import { useApp } from "../context.ts";
import { momentLabel } from "../labels.ts";
import { waitingSince } from "./howLong.ts";
import { useBoard } from "./useBoard.ts";
import { Link } from "../ui/Link.tsx";

/** Shows how much waits on this device, in the masthead; what was refused comes first. */
export function WaitingCount() {
  const { company } = useApp();
  const { entries, unread } = useBoard();
  const since = waitingSince(entries);
  const refused = entries.filter(({ refusal }) => refusal !== null).length;
  const waiting = entries.length + unread;
  if (waiting === 0) return null;
  return (
    <Link class={`button waiting-count${refused > 0 ? " is-refused" : ""}`} to={{ name: "waiting" }}>
      {refused > 0 ? `${refused} refused` : `${waiting} waiting`}
      {refused === 0 && since !== undefined && (
        <span class="since"> since {momentLabel(since, company.time_zone)}</span>
      )}
    </Link>
  );
}
