import type { DepartureEntry } from "../../rules/contract/api/departure.ts";
import { zonedLabel } from "../labels.ts";
import { DeviceSaid } from "../ui/DeviceSaid.tsx";
import { Dialog } from "../ui/Dialog.tsx";

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
    <Dialog title={entry.kind === "departed" ? "It has departed already" : "It is back already"} onClose={onClose}>
      <div class="dialog-body">
        <p>
          {entry.name} recorded {what}, <DeviceSaid at={entry.at} received_at={entry.received_at} say={zonedLabel} />.
          Nothing was recorded here. If it is wrong, undo it in the departure record.
        </p>
        {typed.trim() !== "" && <p class="hint">You had typed: {typed.trim()}</p>}
      </div>
      <div class="dialog-foot-wrap">
        <div class="dialog-foot">
          <button type="button" class="button button-primary" onClick={onClose}>
            Close
          </button>
        </div>
      </div>
    </Dialog>
  );
}
