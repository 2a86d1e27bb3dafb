import * as v from "valibot";

import { matchKey } from "../../rules/manifest/byHand.ts";
import { countsForWhom } from "../../rules/manifest/whoHasSigned.ts";
import { BriefingRequest } from "../../rules/contract/api/departing.ts";
import { ChangePatronRequest, EventResponse, type EventDetail, type Patron } from "../../rules/contract/api/event.ts";
import type { HistoryLine } from "../../rules/contract/api/history.ts";
import { namesByMail } from "../../rules/crew/namesByMail.ts";
import type { Overruled, Standing } from "./board.ts";
import type { Write } from "./entry.ts";

/** The same, with the e-mail of whose word it is. */
interface Counts extends Pick<Standing, "stands"> {
  readonly word: (Standing["word"] & { readonly by: string }) | undefined;
}

/** Reads the answer to a write: undefined where what was done counts, and where it was no change of a charter. */
export function overruledBy(answer: unknown, write: Write): Overruled | undefined {
  const read = v.safeParse(EventResponse, answer);
  if (!read.success) return undefined;
  // Whoever has changed their own mind knows it.
  const counts = countsAgainst(read.output.event, write).filter(({ word }) => word?.by !== write.by);
  if (counts.length === 0) return undefined;
  const { id, by, slug, kind, sentence } = write;
  return {
    id,
    by,
    slug,
    sort: kind === "briefing" ? "briefing" : "patron",
    sentence,
    standing: counts.map(({ stands, word }) => ({
      stands,
      word: word && { name: word.name, at: word.at, received_at: word.received_at },
    })),
  };
}

function countsAgainst(event: EventDetail, { kind, body, subjects }: Write): readonly Counts[] {
  if (kind === "briefing") {
    const read = v.safeParse(BriefingRequest, body);
    const { briefing } = event;
    if (!read.success || briefing === null || briefing.given === read.output.given) return [];
    const stands = briefing.given ? "The safety briefing is recorded" : "The safety briefing is undone";
    return [{ stands, word: briefing }];
  }
  const read = v.safeParse(ChangePatronRequest, body);
  if (kind !== "change-patron" || !read.success) return [];
  const patron = event.manifest.find(({ id }) => subjects.includes(`patron:${id}`));
  return patron === undefined ? unlisted(read.output) : countsOf(event, patron, read.output);
}

/** Off the list nobody is told of: whoever wanted that has it. */
function unlisted({ listed }: ChangePatronRequest): readonly Counts[] {
  return listed === false ? [] : [{ stands: "They are off the list", word: undefined }];
}

/** Each part of a change is decided by itself: a later name takes no address along. */
function countsOf(
  event: EventDetail,
  patron: Patron,
  { name, email, phone, aboard, listed, signature }: ChangePatronRequest,
): readonly Counts[] {
  const { checked } = patron;
  const check = checked && { ...checked, name: namesByMail(event).get(checked.by) ?? checked.by };
  const isAboard = patron.aboard_at !== null;
  return [
    ...otherwise(name, patron.name, `The name is ${patron.name}`, lastSaid(event, "renamed", patron)),
    ...otherwise(email, patron.email, `${patron.name} has another address`, lastSaid(event, "email", patron)),
    ...otherwise(phone, patron.phone, `${patron.name} has another phone number`, lastSaid(event, "phone", patron)),
    ...otherwise(aboard, isAboard, `${patron.name} is ${isAboard ? "aboard" : "ashore"}`, check ?? undefined),
    ...(signature === undefined ? [] : signatureCounts(event, patron, signature)),
    ...otherwise(listed, true, `${patron.name} is on the list`, lastSaid(event, "restored", patron)),
  ];
}

/** A later word may be of another pair, which shares one of these two: what counts is what the rule makes of all. */
function signatureCounts(
  event: EventDetail,
  patron: Patron,
  said: NonNullable<ChangePatronRequest["signature"]>,
): readonly Counts[] {
  const key = matchKey(said);
  if (key === undefined) return [];
  const counts = countsForWhom(event, key)?.id === patron.id;
  const participant = event.signatures.find((one) => matchKey(one) === key)?.participant ?? "somebody else";
  const stands = `The signature of ${participant} ${counts ? "counts" : "does not count"} for ${patron.name}`;
  const line = event.history.findLast(
    (one) => (one.kind === "matched" || one.kind === "unmatched") && isOfPair(one, patron, key),
  );
  return otherwise(said.counts, counts, stands, line && wordIn(line));
}

/** Whether a line that counts is of this signature, or of another one for the same patron. */
function isOfPair(line: HistoryLine, patron: Patron, key: string): boolean {
  return (
    ("signature" in line && line.signature === key && !("late" in line && line.late === true)) || isOf(line, patron)
  );
}

function otherwise<T>(wanted: T | undefined, is: T, stands: string, word: Counts["word"]): readonly Counts[] {
  return wanted === undefined || wanted === is ? [] : [{ stands, word }];
}

/** The last word of a kind on a patron that counts. */
function lastSaid(
  { history }: EventDetail,
  kind: "renamed" | "email" | "phone" | "restored",
  patron: Patron,
): Counts["word"] {
  const line = history.findLast((one) => one.kind === kind && isOf(one, patron));
  return line && wordIn(line);
}

function wordIn(line: HistoryLine): NonNullable<Counts["word"]> {
  const at = "done_at" in line ? (line.done_at ?? line.at) : line.at;
  return { by: line.by, name: line.name, at, received_at: line.at };
}

function isOf(line: HistoryLine, { name }: Patron): boolean {
  return "patron" in line && line.patron === name && !("late" in line && line.late === true);
}
