import { useId, useState } from "preact/hooks";

import type { SignatureSummary } from "../../rules/contract/api/event.ts";
import type { ManifestLine } from "../../rules/manifest/whoHasSigned.ts";
import { foldName } from "../../rules/people/foldName.ts";
import { judgeClaim } from "../../rules/time/claim.ts";
import { momentLabel } from "../labels.ts";
import { DeviceSaid } from "../ui/DeviceSaid.tsx";
import { Icon } from "../ui/Icon.tsx";
import { Waits } from "../waiting/Waits.tsx";
import { Reach } from "../ui/Reach.tsx";
import { OpenSignature, SignedBadge, SignedFacts } from "./Signed.tsx";

/** What a voyage made of somebody on the list, as far as their line says it. */
export type Voyage = keyof typeof VOYAGE_WORDS;
const VOYAGE_WORDS = { sailed: "Sailed", "no-show": "No-show", "not-sailed": "Did not sail" } as const;

interface Props {
  /** The charter's. */
  readonly slug: string;
  readonly line: ManifestLine;
  /** What is known of their reminders. */
  readonly note: string | undefined;
  /** Something about them is on this device only. */
  readonly waits: boolean;
  /** Whether this is whom somebody looks for; on paper everybody is. */
  readonly sought: boolean;
  /** What there is to say of the voyage: it has left without them, or is back. */
  readonly voyage: Voyage | undefined;
  /** Nobody is to sign any more. */
  readonly off: boolean;
  /** Missing where nobody goes aboard. */
  readonly onCheck: (() => void) | undefined;
  readonly onEdit: () => void;
  readonly onOpen: (signature: SignatureSummary) => void;
}

/** Shows one patron of the list, to be checked aboard; a tap on the name tells the rest of them. */
export function PatronLine({
  slug,
  line: { patron, signature },
  note,
  waits,
  sought,
  voyage,
  off,
  onCheck,
  onEdit,
  onOpen,
}: Props) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const { checked } = patron;
  const aboard = patron.aboard_at !== null;
  return (
    <li class={sought ? "" : "is-passed-over"}>
      <button
        type="button"
        class="patron-name"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => {
          setOpen(!open);
        }}
      >
        <strong>
          <span>{patron.name}</span> <Icon name="down" />
        </strong>{" "}
        {onCheck && <span class="print-only">{aboard ? "☑" : "☐"} Aboard</span>}
        <span class="signs">
          {(waits || signature?.record_sha256 === "") && <Waits />}
          {signature && <SignedBadge />}
          {/* Who stayed behind needs no waiver. */}
          {!signature && !off && (voyage === undefined || voyage === "sailed") && (
            <UnsignedBadge quiet={onCheck === undefined} />
          )}
          {voyage && <span class="badge">{VOYAGE_WORDS[voyage]}</span>}
        </span>
      </button>
      {onCheck && (
        <button type="button" class="button aboard" aria-pressed={aboard} onClick={onCheck}>
          <Icon name={aboard ? "check" : "plus"} /> Aboard<span class="visually-hidden">: {patron.name}</span>
        </button>
      )}
      <div id={id} class={`patron-facts ${open ? "" : "is-folded"}`}>
        {signature && foldName(signature.participant) !== foldName(patron.name) && (
          <p class="hint">Signed as {signature.participant}</p>
        )}
        {signature ? <SignedFacts slug={slug} signature={signature} /> : note && <p class="hint reminder">{note}</p>}
        {patron.email !== null && <p class="hint no-print">{patron.email}</p>}
        {patron.phone !== null && (
          <p class="hint">
            {patron.phone}{" "}
            <span class="no-print">
              <Reach name={patron.name} phone={patron.phone} text={`Hello ${patron.name},`} />
            </span>
          </p>
        )}
        {checked && judgeClaim(checked.at, checked.received_at) === "doubtful" && (
          <p class="hint">
            Checked {aboard ? "aboard" : "ashore"}{" "}
            <DeviceSaid at={checked.at} received_at={checked.received_at} say={momentLabel} />
          </p>
        )}
        <div class="patron-actions no-print">
          {signature && <OpenSignature signature={signature} onOpen={onOpen} />}
          <button type="button" class="button" onClick={onEdit}>
            <Icon name="edit" /> Edit<span class="visually-hidden"> {patron.name}</span>
          </button>
        </div>
      </div>
    </li>
  );
}

/** Before the day it is no warning: there is time to sign; nor is it when all is over. */
function UnsignedBadge({ quiet }: { readonly quiet: boolean }) {
  return (
    <span class={quiet ? "badge" : "badge badge-warn"}>
      <Icon name="open" /> Not signed
    </span>
  );
}
