import { useBoard } from "./useBoard.ts";
import { Link } from "../ui/Link.tsx";

/** Shows how much waits on this device, in the masthead; what was refused comes first. */
export function WaitingCount() {
  const { entries, unread } = useBoard();
  const refused = entries.filter(({ refusal }) => refusal !== null).length;
  const waiting = entries.length + unread;
  if (waiting === 0) return null;
  return (
    <Link class={`button waiting-count${refused > 0 ? " is-refused" : ""}`} to={{ name: "waiting" }}>
      {refused > 0 ? `${refused} refused` : `${waiting} waiting`}
    </Link>
  );
}
