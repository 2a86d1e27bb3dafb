import * as v from "valibot";

import { parseItem } from "../../lambda/dynamodb/items.ts";
import { parseEvent, type StoredEvent } from "../../lambda/charter/stored.ts";
import type { Plain } from "../data/plain.ts";
import { verifyCharterSeals } from "./charterSeals.ts";
import type { Problem, Unsealed } from "./findings.ts";
import { verifyLedger } from "./ledger.ts";
import { newerInCharter } from "./newer.ts";
import { verifyMail } from "./mail.ts";
import { listedMonth } from "./moves.ts";

/** What only the table itself and the sweep read of a charter. */
const Bookkeeping = v.object({
  month: v.optional(v.string()),
  outbox_state: v.optional(v.string()),
  entry_ids: v.optional(v.set(v.string()), () => new Set<string>()),
  reversed_ids: v.optional(v.set(v.string()), () => new Set<string>()),
});

/** Reads a charter and checks its ledger, its mail and its place in the month list; throws BrokenItem for what is none. */
export function verifyCharter(item: Readonly<Record<string, Plain>>): {
  event: StoredEvent;
  problems: Problem[];
  newer: Problem[];
  unsealed: readonly Unsealed[];
} {
  const event = parseEvent(item);
  const { month, outbox_state, entry_ids, reversed_ids } = parseItem(Bookkeeping, item, "charter");
  const seals = verifyCharterSeals(item, event);
  const problems = [
    ...checkMonth(month, event),
    ...verifyLedger(event, { entry_ids, reversed_ids }),
    ...verifyMail(event, outbox_state),
    ...seals.problems,
  ];
  return { event, problems, newer: newerInCharter(event), unsealed: seals.unsealed };
}

function checkMonth(stored = "none", event: StoredEvent): Problem[] {
  const computed = listedMonth(event);
  if (stored === computed) return [];
  if (computed === "none")
    return [{ text: `It was moved, and the list of ${stored} shows it where it was.`, stored, computed }];
  return [{ text: `The list of ${computed} does not show it: its stored month is ${stored}.`, stored, computed }];
}
