import type { EventDetail, SignatureSummary } from "../../rules/contract/api/event.ts";
import { signedWaiverPath } from "../../rules/contract/api/paths/events.ts";
import { lookUp } from "../../rules/contract/newer.ts";
import { matchKey } from "../../rules/manifest/byHand.ts";
import { judgeClaim } from "../../rules/time/claim.ts";
import { useApp } from "../context.ts";
import { count, momentLabel } from "../labels.ts";
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

interface FactsProps {
  /** The charter's. */
  readonly slug: string;
  readonly signature: SignatureSummary;
}

interface OpenProps {
  readonly signature: SignatureSummary;
  readonly onOpen: (signature: SignatureSummary) => void;
}

/** Opens what somebody signed; one that waits on this device has no seal yet that anything could be said of. */
export function OpenSignature({ signature, onOpen }: OpenProps) {
  if (matchKey(signature) === undefined) return null;
  return (
    <button
      type="button"
      class="button no-print"
      onClick={() => {
        onOpen(signature);
      }}
    >
      Open signature<span class="visually-hidden"> of {signature.participant}</span>
    </button>
  );
}

/** Stands below the line's buttons, at the full width: the names stay close together on a phone. */
export function SignedFacts({ slug, signature }: FactsProps) {
  const { account } = useApp();
  const { guardian, emergency_contact: contact, signed_at, received_at, mail_withheld: withheld } = signature;
  const doubtful = judgeClaim(signed_at, received_at) === "doubtful";
  // One that still waits on this device is on no paper yet.
  const shown = account.role === "admin" && signature.record_sha256 !== "";
  if (guardian === null && contact === null && !doubtful && withheld === undefined && !shown) return null;
  return (
    <p class="hint signed-facts">
      {shown && (
        <>
          <a href={signedWaiverPath(slug, signature)} target="_blank" rel="noopener">
            Signed waiver<span class="visually-hidden"> of {signature.participant}</span> (PDF)
          </a>
          <br />
        </>
      )}
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

const PLACES = { kiosk: "the crew’s device", "own-device": "their own device" } as const;

/** Says when and where somebody signed which version. */
export function SignedLine({
  signature: { signed_at, received_at, waiver_version, place },
}: {
  readonly signature: SignatureSummary;
}) {
  return (
    <p class="hint">
      Signed <DeviceSaid at={signed_at} received_at={received_at} say={momentLabel} /> on{" "}
      {lookUp(PLACES, place) ?? place}: version {waiver_version} of the waiver.
    </p>
  );
}

/** Who signed for the day that the charter was moved from, and has to sign again: kept, and no longer counted. */
export function Lapsed({ event }: { readonly event: EventDetail }) {
  const { slug, signatures_lapsed: lapsed, signatures_lapsed_more: more } = event;
  if (lapsed.length === 0) return null;
  return (
    <>
      <h3 class="unlisted-title">Signed before it was moved</h3>
      <p class="hint">They sign again for the new day. What they signed stays on record.</p>
      <ul class="people">
        {lapsed.map((signature) => (
          <li key={`${signature.id}#${signature.participant}`}>
            <div class="patron-name">
              <strong>{signature.participant}</strong>
            </div>
            <SignedFacts slug={slug} signature={signature} />
          </li>
        ))}
      </ul>
      {more > 0 && <p class="hint">And {count(more, "other")}.</p>}
    </>
  );
}
