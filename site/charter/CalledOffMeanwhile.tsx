import type { CallOff } from "../../rules/contract/api/callOff.ts";
import { useApp } from "../context.ts";
import { momentLabel } from "../labels.ts";
import { DoneMeanwhile } from "../ui/DoneMeanwhile.tsx";

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
    <DoneMeanwhile title="It is called off already" typed={typed} onClose={onClose}>
      <p>
        {off.name} called it off, {momentLabel(called, company.time_zone)}: {off.reason}
      </p>
      <p>
        Nothing was done or mailed from here. If something else is to become of it, “Change what happens” on the charter
        tells its patrons so.
      </p>
    </DoneMeanwhile>
  );
}
