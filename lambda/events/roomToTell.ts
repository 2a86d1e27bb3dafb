import { CHARTER_BUDGETS } from "../../rules/contract/budgets.ts";
import type { StoredEvent } from "../charter/stored.ts";
import { itemBytes } from "../dynamodb/itemBytes.ts";
import { changedTooOften } from "./problems.ts";

/** Refuses one move, or one calling off, too many: they share a budget. */
export function requireRoomToTell({ moves, call_off_log }: StoredEvent, more: object): void {
  if (itemBytes([...moves, ...call_off_log, more]) > CHARTER_BUDGETS.moves.bytes) throw changedTooOften();
}
