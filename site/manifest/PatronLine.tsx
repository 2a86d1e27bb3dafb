import type { ManifestLine } from "../../rules/manifest/whoHasSigned.ts";
import { judgeClaim } from "../../rules/time/claim.ts";
import { momentLabel } from "../labels.ts";
import { DeviceSaid } from "../ui/DeviceSaid.tsx";
import { Icon } from "../ui/Icon.tsx";
import { Waits } from "../waiting/Waits.tsx";
import { SignedBadge, SignedFacts } from "./Signed.tsx";

interface Props {
  /** The charter's. */
  readonly slug: string;
  readonly line: ManifestLine;
  /** What is known of their reminders. */
  readonly note: string | undefined;
  /** Something about them is on this device only. */
  readonly waits: boolean;
  readonly onCheck: () => void;
  readonly onEdit: () => void;
}

/** Shows one patron of the list, to be checked aboard or edited. */
export function PatronLine({ slug, line: { patron, signature }, note, waits, onCheck, onEdit }: Props) {
  const { checked } = patron;
  const aboard = patron.aboard_at !== null;
  return (
    <li>
      <div class="patron-name">
        <strong>{patron.name}</strong>
        {(waits || signature?.record_sha256 === "") && <Waits />}
        {signature ? (
          <SignedBadge />
        ) : (
          <span class="badge badge-warn">
            <Icon name="open" /> Not signed
          </span>
        )}
      </div>
      {signature ? <SignedFacts slug={slug} signature={signature} /> : note && <p class="hint signed-facts">{note}</p>}
      {checked && judgeClaim(checked.at, checked.received_at) === "doubtful" && (
        <p class="hint signed-facts">
          Checked {aboard ? "aboard" : "ashore"}{" "}
          <DeviceSaid at={checked.at} received_at={checked.received_at} say={momentLabel} />
        </p>
      )}
      <button type="button" class="button aboard" aria-pressed={aboard} onClick={onCheck}>
        <Icon name={aboard ? "check" : "plus"} /> Aboard<span class="visually-hidden">: {patron.name}</span>
      </button>
      <button type="button" class="button button-plain icon-button" aria-label={`Edit ${patron.name}`} onClick={onEdit}>
        <Icon name="edit" />
      </button>
    </li>
  );
}
