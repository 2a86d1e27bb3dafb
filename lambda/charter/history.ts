import { trimHistory } from "../../rules/charter/history.ts";
import type { HistoryLine } from "../../rules/contract/api/history.ts";
import type { Account } from "../../rules/contract/api/session.ts";
import { CHARTER_BUDGETS } from "../../rules/contract/budgets.ts";
import { itemBytes } from "../dynamodb/itemBytes.ts";
import type { PartlyRead } from "../dynamodb/readPartly.ts";
import { hasSize, stillHas, type Update } from "../dynamodb/update.ts";
import type { StoredEvent } from "./stored.ts";

/** Signs a line: who, and when the server wrote it. */
export function signLine(
  { email, name }: Pick<Account, "email" | "name">,
  now: Date,
): { at: string; by: string; name: string } {
  return { at: now.toISOString(), by: email, name };
}

type HistoryRead = Pick<StoredEvent, "history" | "history_bytes" | "history_dropped">;

/**
 * Adds lines to the history, as a part of the update that they tell of. When the history of the event as it was read has
 * grown too long, the same update cuts it, and then fails its condition if somebody else has written to it meanwhile:
 * read again and decide again. One of which anything cannot be read is not cut: what is broken is kept as it is.
 */
export function tellHistory(lines: readonly HistoryLine[], event?: PartlyRead<HistoryRead>): Update {
  if (lines.length === 0) return {};
  const added = lines.reduce((sum, line) => sum + weigh(line), 0);
  if (event !== undefined && isWhole(event) && event.seen.history_bytes + added > CHARTER_BUDGETS.history.bytes)
    return cutting(lines, event.seen);
  return { append: [["history", lines]], add: [["history_bytes", added]] };
}

function isWhole({ unread }: PartlyRead<HistoryRead>): boolean {
  return HISTORY_ATTRIBUTES.every((attribute) => !unread.has(attribute));
}

/** What of a charter's item is its history. */
export const HISTORY_ATTRIBUTES: readonly string[] = [
  "history",
  "history_bytes",
  "history_dropped",
] satisfies readonly (keyof HistoryRead)[];

function cutting(lines: readonly HistoryLine[], { history, history_dropped: seen }: HistoryRead): Update {
  const { kept, bytes, dropped } = trimHistory([...history, ...lines], weigh);
  return {
    set: Object.entries({ history: kept, history_bytes: bytes, history_dropped: seen + dropped }),
    // Lines are only added at the end and cut at the start, so these two numbers say which lines there are.
    conditions: [hasSize("history", "=", history.length), stillHas("history_dropped", seen === 0 ? undefined : seen)],
  };
}

function weigh(line: HistoryLine): number {
  return itemBytes(line) + 1;
}
