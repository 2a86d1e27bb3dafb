import type { EventDetail } from "../../rules/contract/api/event.ts";
import { dueOf } from "../../rules/charter/parts.ts";
import { sharesOf, type Share } from "../../rules/money/shares.ts";
import { foldName } from "../../rules/people/foldName.ts";
import { shortMoney } from "../labels.ts";

interface Props {
  readonly charter: EventDetail;
  /** The name as typed so far: it picks among the chips. */
  readonly typed: string;
  readonly onChosen: (share: Share) => void;
}

/** So many are looked through at a glance; more are found by typing. */
const CHIPS_MAX = 12;

/** Offers who is on the list, with what each owes: those who owe first. One tap fills in name and amount. */
export function PatronChips({ charter, typed, onChosen }: Props) {
  const { manifest, ledger, currency } = charter;
  const shares = sharesOf({ manifest, ledger, due: dueOf(charter), currency });
  const wanted = foldName(typed);
  const chosen = shares.find(({ name }) => foldName(name) === wanted);
  // Whoever is chosen sees the others still, to choose again.
  const found = chosen ? shares : shares.filter(({ name }) => foldName(name).includes(wanted));
  const sorted = [...found].sort((a, b) => Number(owes(b)) - Number(owes(a)));
  const shown = sorted.slice(0, CHIPS_MAX);
  if (shown.length === 0) return null;
  return (
    <div class="suggestions" role="group" aria-label="On the list">
      {shown.map((share) => (
        <button
          key={share.id}
          type="button"
          class="button pill"
          aria-pressed={share.id === chosen?.id}
          onClick={() => {
            onChosen(share);
          }}
        >
          {share.name}
          {owes(share) && <span class="owes">{shortMoney(share.owes_cents ?? 0, currency)}</span>}
        </button>
      ))}
      {sorted.length > shown.length && (
        <p class="hint">Type a name to find the other {sorted.length - shown.length}.</p>
      )}
    </div>
  );
}

function owes({ owes_cents }: Share): boolean {
  return owes_cents !== undefined && owes_cents > 0;
}
