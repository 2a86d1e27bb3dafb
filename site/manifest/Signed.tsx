import type { SignatureSummary } from "../../rules/contract/api/event.ts";
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
  signature: { guardian, emergency_contact: contact },
}: {
  readonly signature: SignatureSummary;
}) {
  if (guardian === null && contact === null) return null;
  return (
    <p class="hint signed-facts">
      {guardian !== null && (
        <>
          Minor, signed by {guardian}
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
