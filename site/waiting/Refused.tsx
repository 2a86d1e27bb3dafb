import type { Named } from "../../rules/charter/goesBy.ts";
import { useApp } from "../context.ts";
import { momentLabel } from "../labels.ts";
import { Link } from "../ui/Link.tsx";
import { Notice } from "../ui/Notice.tsx";
import { refusedOf } from "./refused.ts";
import { useBoard } from "./useBoard.ts";

interface Props {
  readonly event: Named;
  /** What its subjects begin with, such as `departure`. */
  readonly sorts: readonly string[];
}

/** Says on the charter, where it would have stood, that something done on this device was refused. */
export function Refused({ event, sorts }: Props) {
  const { company } = useApp();
  return refusedOf(useBoard().entries, event, sorts).map(({ seq, write, refusal }) => (
    <Notice key={seq} tone="bad" title={`Refused: ${write.sentence}`}>
      <p>
        Entered on this device {momentLabel(write.at, company.time_zone)}
        {write.by_name !== "" && ` by ${write.by_name}`}. “{refusal?.title}”. It counts nowhere until somebody decides.
      </p>
      <Link to={{ name: "waiting" }}>Decide on it</Link>
    </Notice>
  ));
}
