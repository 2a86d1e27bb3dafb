import type { DepartureEntry } from "../../rules/contract/api/departure.ts";
import { zonedLabel } from "../labels.ts";
import { DeviceSaid } from "../ui/DeviceSaid.tsx";
import { DoneMeanwhile } from "../ui/DoneMeanwhile.tsx";

interface Props {
  readonly entry: Extract<DepartureEntry, { kind: "departed" | "back" }>;
  /** What was typed for one's own, which is not recorded. */
  readonly typed: string;
  readonly onClose: () => void;
}

/** Stands where somebody was about to record what somebody else has recorded by now. */
export function RecordedMeanwhile({ entry, typed, onClose }: Props) {
  const what =
    entry.kind === "departed"
      ? `its departure with ${entry.aboard.length} aboard`
      : `its return with ${entry.count} of ${entry.expected} back`;
  return (
    <DoneMeanwhile
      title={entry.kind === "departed" ? "It has departed already" : "It is back already"}
      typed={typed}
      onClose={onClose}
    >
      <p>
        {entry.name} recorded {what}, <DeviceSaid at={entry.at} received_at={entry.received_at} say={zonedLabel} />.
        Nothing was recorded here. If it is wrong, undo it in the departure record.
      </p>
    </DoneMeanwhile>
  );
}
