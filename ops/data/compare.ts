import type { Attributes } from "./attributes.ts";
import { toItem, toLine, type Line } from "./lines.ts";

/** What sending a charter's mail changes of it. */
const MAIL_ATTRIBUTES = ["outbox", "outbox_state", "outbox_due", "failed_mails", "mail_failed"];

/** How a table stands to an export. */
export interface Comparison {
  /** In the export and not in the table. */
  readonly missing: readonly Line[];
  /** In both, and not the same; as the export has them. */
  readonly different: readonly Line[];
  /** In the table and not in the export. */
  readonly unknown: readonly Line[];
}

/** Compares a table with an export. A charter whose waiting mail the stack has sent meanwhile is still the same. */
export function compare(exported: readonly Line[], stored: readonly Line[]): Comparison {
  const there = new Map(stored.map((line) => [keyText(line), line]));
  const missing: Line[] = [];
  const different: Line[] = [];
  for (const line of exported) {
    const found = there.get(keyText(line));
    there.delete(keyText(line));
    if (found === undefined) missing.push(line);
    else if (found.text !== line.text && !isSameButMail(line, found)) different.push(line);
  }
  return { missing, different, unknown: [...there.values()] };
}

function keyText({ event_id, timestamp }: Line): string {
  return JSON.stringify([event_id, timestamp]);
}

function isSameButMail(exported: Line, stored: Line): boolean {
  const item = toItem(exported);
  return countWaiting(item) > 0 && withoutMail(item) === withoutMail(toItem(stored));
}

function withoutMail(item: Attributes): string {
  return toLine(Object.fromEntries(Object.entries(item).filter(([name]) => !MAIL_ATTRIBUTES.includes(name)))).text;
}

/** Counts the mails of an item that must still go out. */
export function countWaiting({ outbox }: Attributes): number {
  return outbox !== undefined && "M" in outbox ? Object.keys(outbox.M).length : 0;
}
