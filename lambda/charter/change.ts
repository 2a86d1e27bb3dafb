import type { HistoryLine } from "../../rules/contract/api/history.ts";
import type { Account } from "../../rules/contract/api/session.ts";
import type { Table } from "../dynamodb/table.ts";
import { joinUpdates, type Update } from "../dynamodb/update.ts";
import { tellHistory } from "./history.ts";
import { eventNotFound } from "./problems.ts";
import type { SeenEvent } from "./partly.ts";
import { readStoredEvent } from "./read.ts";
import { untilNotOvertaken, type Attempt } from "./untilNotOvertaken.ts";
import { isOvertaken, updateEvent } from "./update.ts";

/** One update, under the condition that what it was decided on still holds, and what the history says of it. */
export interface Change {
  readonly update: Update;
  readonly lines: readonly HistoryLine[];
  /** Whether more remains to be done than fits one update. */
  readonly more?: boolean;
}

/** Who changes a charter, and from where. */
export interface Changer {
  readonly account: Account;
  /** What links in mails about it start with. */
  readonly origin: string;
}

/**
 * Decides on a charter as it is, of which it takes what it needs `soundly`; undefined when there is nothing (more) to do.
 * Refuses by throwing a problem.
 */
export type Decide = (charter: SeenEvent) => Change | undefined;

/** Applies a change in one atomic update with its history, or in several where it takes more. */
export async function applyChange({ table }: { readonly table: Table }, slug: string, decide: Decide): Promise<void> {
  let more = true;
  while (more) more = await untilNotOvertaken(() => attemptChange(table, slug, decide));
}

async function attemptChange(table: Table, slug: string, decide: Decide): Promise<Attempt<boolean>> {
  const event = await readStoredEvent(table, slug);
  if (event === undefined) throw eventNotFound();
  const change = decide(event);
  if (change === undefined) return { answer: false };
  const written = await updateEvent(
    table,
    event.seen.event_id,
    joinUpdates(change.update, tellHistory(change.lines, event)),
  );
  return isOvertaken(written) ? "overtaken" : { answer: change.more === true };
}
