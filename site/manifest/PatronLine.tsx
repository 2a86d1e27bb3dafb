import { useId, useState } from "preact/hooks";

import type { ManifestLine } from "../../rules/manifest/whoHasSigned.ts";
import { judgeClaim } from "../../rules/time/claim.ts";
import { momentLabel } from "../labels.ts";
import { DeviceSaid } from "../ui/DeviceSaid.tsx";
import { Icon } from "../ui/Icon.tsx";
import { Waits } from "../waiting/Waits.tsx";
import { Reach } from "../ui/Reach.tsx";
import { SignedBadge, SignedFacts } from "./Signed.tsx";

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
  /** The charter has left without them. */
  readonly noShow: boolean;
  /** Missing where nobody goes aboard. */
  readonly onCheck: (() => void) | undefined;
  readonly onEdit: () => void;
}

/** Shows one patron of the list, to be checked aboard; a tap on the name tells the rest of them. */
export function PatronLine({ slug, line: { patron, signature }, note, waits, sought, noShow, onCheck, onEdit }: Props) {
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
          {signature ? <SignedBadge /> : <UnsignedBadge noShow={noShow} quiet={onCheck === undefined} />}
          {signature && noShow && <span class="badge">No-show</span>}
        </span>
      </button>
      {onCheck && (
        <button type="button" class="button aboard" aria-pressed={aboard} onClick={onCheck}>
          <Icon name={aboard ? "check" : "plus"} /> Aboard<span class="visually-hidden">: {patron.name}</span>
        </button>
      )}
      <div id={id} class={`patron-facts ${open ? "" : "is-folded"}`}>
        {signature ? <SignedFacts slug={slug} signature={signature} /> : note && <p class="hint reminder">{note}</p>}
        {patron.phone !== null && (
          <p class="hint">
            <span class="print-only">{patron.phone} </span>
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
        <div class="no-print">
          <button type="button" class="button" onClick={onEdit}>
            <Icon name="edit" /> Edit<span class="visually-hidden"> {patron.name}</span>
          </button>
        </div>
      </div>
    </li>
  );
}

/** Before the day it is no warning: there is time to sign. */
function UnsignedBadge({ noShow, quiet }: Pick<Props, "noShow"> & { readonly quiet: boolean }) {
  if (noShow) return <span class="badge">No-show</span>;
  return (
    <span class={quiet ? "badge" : "badge badge-warn"}>
      <Icon name="open" /> Not signed
    </span>
  );
}
