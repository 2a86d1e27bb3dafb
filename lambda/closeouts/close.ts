import type { CloseDayRequest } from "../../rules/contract/api/closeout.ts";
import { canonicalJson } from "../../rules/canonicalJson.ts";
import { decideCloseout, expectedCash, seenIds, type CloseoutDecision } from "../../rules/money/closeout.ts";
import { BrokenPart } from "../charter/partly.ts";
import type { Services } from "../services.ts";
import { readDayBook, type DayBook } from "./read.ts";
import { appendCloseout } from "./store.ts";

export type CloseResult =
  | { readonly ok: true; readonly created: boolean }
  | { readonly ok: false; readonly reason: "id-taken" }
  | Extract<CloseoutDecision, { ok: false }>;

/** Appends a count of a day's cash, decided against the ledgers as they are and the counts that came before. */
export async function closeDay(
  services: Services,
  day: string,
  request: CloseDayRequest,
  by: string,
): Promise<CloseResult> {
  const book = await readDayBook(services, day);
  const known = replay(book, request);
  if (known !== undefined) return known;
  requireWhole(book);
  const decision = decideCloseout(expectedCash(book.movements), request.crew);
  if (!decision.ok) return decision;
  const closeout = {
    ...request,
    closed_by: by,
    closed_at: services.clock().toISOString(),
    seen: [...seenIds(book.movements)],
    ledgers: book.ledgers,
  };
  if (await appendCloseout(services.table, day, closeout, book.closeouts)) return { ok: true, created: true };
  return replay(await readDayBook(services, day), request) ?? { ok: false, reason: "moved-on" };
}

/** A day is counted against all of its money, and after all counts before. */
function requireWhole({ unread }: DayBook): void {
  const [part] = unread.keys();
  if (part !== undefined) throw new BrokenPart(part);
}

function replay({ closeouts }: DayBook, { id, counted_at, crew }: CloseDayRequest): CloseResult | undefined {
  const before = closeouts.find((closeout) => closeout.id === id);
  if (before === undefined) return undefined;
  const same =
    canonicalJson({ counted_at, crew }) === canonicalJson({ counted_at: before.counted_at, crew: before.crew });
  return same ? { ok: true, created: false } : { ok: false, reason: "id-taken" };
}
