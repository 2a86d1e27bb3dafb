import { isSignatureKey } from "../../lambda/charter/signatureRecord.ts";
import { eventKey } from "../../lambda/charter/stored.ts";
import type { Key } from "../../lambda/dynamodb/table.ts";
import { isSlug } from "../../rules/contract/slug.ts";
import { isOwnPartition, PARTITIONS } from "../../rules/contract/table.ts";
import { count } from "../cli/words.ts";

/** What an item of the table is, as its key tells, and of a charter's key what lies there: it, or what leads to it. `passing`: it ends by itself. `own`: in another partition of this program's. `other`: nothing of ours. */
export type Kind = "charter" | "signpost" | "signature" | "account" | "passing" | "own" | "other";

const PASSING = [
  PARTITIONS.session,
  PARTITIONS.device,
  PARTITIONS.link,
  PARTITIONS.challenge,
  PARTITIONS.accountMail,
  PARTITIONS.throttle,
] as const;

/** An item's key, and the item as a line of an export where that is known. */
type Keyed = Key & { readonly text?: string };

/** As a line writes it; inside a text its quotes would be escaped. */
const SIGNPOST = '"leads_to":{"S":';

/** Tells what an item is. */
export function kindOf({ event_id, timestamp, text }: Keyed): Kind {
  if (event_id === PARTITIONS.accounts) return "account";
  if (PASSING.some((partition) => event_id.startsWith(partition))) return "passing";
  if (isOwnPartition(event_id)) return "own";
  if (!isSlug(event_id)) return "other";
  if (timestamp === eventKey(event_id).timestamp) return text?.includes(SIGNPOST) === true ? "signpost" : "charter";
  return isSignatureKey(timestamp) ? "signature" : "other";
}

/**
 * Tells whether an item ends by itself: a session, a known device, a link, a mail with one or a throttle counter. Those are no data of the company's: an export
 * leaves them out, so that a restore lets nobody in who has signed out since.
 */
export function isPassing(key: Key): boolean {
  return kindOf(key) === "passing";
}

/** How many items there are of each kind that an export holds. */
export interface Counts {
  readonly charters: number;
  readonly signatures: number;
  readonly accounts: number;
  readonly others: number;
}

/** Counts items by what they are. */
export function countKinds(keys: readonly Keyed[]): Counts {
  const numberOf = (kind: Kind): number => keys.filter((key) => kindOf(key) === kind).length;
  return {
    charters: numberOf("charter"),
    signatures: numberOf("signature"),
    accounts: numberOf("account"),
    others: numberOf("own") + numberOf("signpost") + numberOf("other"),
  };
}

/** Says what there is: "4 charters, 5 signature records, 2 accounts". */
export function describeCounts({ charters, signatures, accounts, others }: Counts): string {
  const parts = [
    [charters, "charter"],
    [signatures, "signature record"],
    [accounts, "account"],
    [others, "other item"],
  ] as const;
  const said = parts.filter(([number]) => number > 0).map(([number, one]) => count(number, one));
  return said.length === 0 ? "no items" : said.join(", ");
}
