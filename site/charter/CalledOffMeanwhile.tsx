import type { CallOff } from "../../rules/contract/api/callOff.ts";
import { useApp } from "../context.ts";
import { momentLabel } from "../labels.ts";
import { Dialog } from "../ui/Dialog.tsx";

interface Props {
  readonly off: CallOff;
  /** The reason that was typed for one's own, which nobody is told. */
  readonly typed: string;
  readonly onClose: () => void;
}

/** Stands where somebody was about to call off what somebody else has called off by now, and has told of. */
export function CalledOffMeanwhile({ off, typed, onClose }: Props) {
  const { company } = useApp();
  const { at: called } = off;
  return (
    <Dialog title="It is called off already" onClose={onClose}>
      <div class="dialog-body">
        <p>
          {off.name} called it off, {momentLabel(called, company.time_zone)}: {off.reason}
        </p>
        <p>
          Nothing was done or mailed from here. If something else is to become of it, “Change what happens” on the
          charter tells its patrons so.
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
