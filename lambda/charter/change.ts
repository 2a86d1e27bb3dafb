import { setTimeout as wait } from "node:timers/promises";

import type { HistoryLine } from "../../rules/contract/api/history.ts";
import type { UpdateOrder } from "../dynamodb/table.ts";
import { busy } from "../problem.ts";
import type { Services } from "../services.ts";
import { updateEvent } from "./heal.ts";
import { withHistory } from "./history.ts";
import { eventNotFound } from "../events/problems.ts";
import { readStoredEvent } from "../events/read.ts";
import { eventKey, type StoredEvent } from "./stored.ts";

/** A change is decided again this often when what it was decided on has changed meanwhile. */
const DECISIONS_MAX = 12;
const PAUSE_MS = 20;

/** One update, under the condition that what it was decided on still holds, and what the history says of it. */
export interface Change {
  readonly order: UpdateOrder;
  readonly lines: readonly HistoryLine[];
  /** Whether more remains to be done than fits one update. */
  readonly more?: boolean;
}

/** Decides on a charter as it is; undefined when there is nothing (more) to do. Refuses by throwing a problem. */
export type Decide = (event: StoredEvent) => Change | undefined;

/** Applies a change in one atomic update with its history, or in several where it takes more. */
export async function applyChange({ table }: Pick<Services, "table">, slug: string, decide: Decide): Promise<void> {
  let lost = 0;
  while (lost < DECISIONS_MAX) {
    const event = await readStoredEvent(table, slug);
    if (event === undefined) throw eventNotFound();
    const change = decide(event);
    if (change === undefined) return;
    const written = await updateEvent(table, eventKey(slug), withHistory(change.order, change.lines, event));
    if (written.ok && change.more !== true) return;
    if (written.ok) continue;
    lost += 1;
    await wait(PAUSE_MS * Math.random() * lost);
  }
  throw busy();
}
