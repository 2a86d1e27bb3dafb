import { judgeClaim } from "../../rules/time/claim.ts";
import { useApp } from "../context.ts";
import { datedLabel } from "../labels.ts";

interface Props {
  /** The device's word. */
  readonly at: string;
  readonly received_at: string;
  /** Writes an instant on the company's clock as the place asks for. */
  readonly say: (instant: string, timeZone: string) => string;
}

/** Says when something was done by the clock of its device, with ours beside it where they differ; a day or more apart is flagged. */
export function DeviceSaid({ at, received_at, say }: Props) {
  const { company } = useApp();
  const standing = judgeClaim(at, received_at);
  if (standing === "doubtful")
    return (
      <>
        {datedLabel(at, company.time_zone)} by the device · {datedLabel(received_at, company.time_zone)} by our clock{" "}
        <span class="badge badge-warn">Clock in doubt</span>
      </>
    );
  return (
    <>
      {say(at, company.time_zone)}
      {standing === "apart" && ` · received ${say(received_at, company.time_zone)}`}
    </>
  );
}
