import type { HistoryLine } from "../../rules/contract/api/history.ts";
import type { Account } from "../../rules/contract/api/session.ts";
import { HISTORY_BYTES_MAX, trimHistory } from "../../rules/charter/history.ts";
import { itemBytes } from "../dynamodb/itemBytes.ts";
import type { UpdateOrder } from "../dynamodb/table.ts";
import type { StoredEvent } from "./stored.ts";

/** Signs a line: who, and when the server wrote it. */
export function signLine({ email, name }: Account, now: Date): { at: string; by: string; name: string } {
  return { at: now.toISOString(), by: email, name };
}

/**
 * Adds lines to the history in the same update as the change that they tell of. `order.update` starts with its SET
 * clause, if it has one. When the history of the event as it was read has grown too long, the same update cuts it, and
 * then fails its condition if somebody else has written to it meanwhile: read again and decide again.
 */
export function withHistory(order: UpdateOrder, lines: readonly HistoryLine[], event?: HistoryRead): UpdateOrder {
  if (lines.length === 0) return order;
  const added = lines.reduce((sum, line) => sum + weigh(line), 0);
  if (event !== undefined && event.history_bytes + added > HISTORY_BYTES_MAX) return cutting(order, lines, event);
  return extend(
    order,
    "#history = list_append(if_not_exists(#history, :historyNone), :historyLines), " +
      "#history_bytes = if_not_exists(#history_bytes, :historyZero) + :historyAdded",
    { historyNone: [], historyLines: lines, historyZero: 0, historyAdded: added },
  );
}

type HistoryRead = Pick<StoredEvent, "history" | "history_bytes" | "history_dropped">;

function cutting(order: UpdateOrder, lines: readonly HistoryLine[], event: HistoryRead): UpdateOrder {
  const { kept, bytes, dropped } = trimHistory([...event.history, ...lines], weigh);
  const seen = event.history_dropped;
  return extend(
    order,
    "#history = :historyKept, #history_bytes = :historyBytes, #history_dropped = :historyDropped",
    {
      historyKept: kept,
      historyBytes: bytes,
      historyDropped: seen + dropped,
      historyLength: event.history.length,
      ...(seen === 0 ? {} : { historySeen: seen }),
    },
    // Lines are only added at the end and cut at the start, so these two numbers say which lines there are.
    `size(#history) = :historyLength AND ${seen === 0 ? "attribute_not_exists(#history_dropped)" : "#history_dropped = :historySeen"}`,
  );
}

function extend(
  order: UpdateOrder,
  sets: string,
  values: Readonly<Record<string, unknown>>,
  condition?: string,
): UpdateOrder {
  const update = order.update.startsWith("SET ")
    ? `SET ${sets}, ${order.update.slice(4)}`
    : `SET ${sets} ${order.update}`.trim();
  const conditions = [order.condition, condition].filter((part) => part !== undefined);
  return { ...order, update, condition: conditions.join(" AND "), values: { ...order.values, ...values } };
}

function weigh(line: HistoryLine): number {
  return itemBytes(line) + 1;
}
