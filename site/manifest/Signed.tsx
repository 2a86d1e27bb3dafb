import type { SignatureSummary } from "../../rules/contract/api/event.ts";
import { judgeClaim } from "../../rules/time/claim.ts";
import { momentLabel } from "../labels.ts";
import { DeviceSaid } from "../ui/DeviceSaid.tsx";
import { Icon } from "../ui/Icon.tsx";
import { Contact } from "./Contact.tsx";

/** Marks who has signed. */
export function SignedBadge() {
  return (
    <span class="badge badge-good">
      <Icon name="check" /> Signed
    </span>
  );
}

/** Stands below the line's buttons, at the full width: the names stay close together on a phone. */
export function SignedFacts({
  signature: { guardian, emergency_contact: contact, signed_at, received_at, mail_withheld: withheld },
}: {
  readonly signature: SignatureSummary;
}) {
  const doubtful = judgeClaim(signed_at, received_at) === "doubtful";
  if (guardian === null && contact === null && !doubtful && withheld === undefined) return null;
  return (
    <p class="hint signed-facts">
      {doubtful && (
        <>
          Signed <DeviceSaid at={signed_at} received_at={received_at} say={momentLabel} />
          <br />
        </>
      )}
      {guardian !== null && (
        <>
          Minor, signed by {guardian}
          <br />
        </>
      )}
      {withheld !== undefined && (
        <>
          {withheld.includes("copy") ? "No copy was mailed yet" : "Not mailed to the admin yet"}
          <br />
        </>
      )}
      {contact !== null && (
        <>
          Emergency: <Contact contact={contact} />
        </>
      )}
    </p>
  );
}
