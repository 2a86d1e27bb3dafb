import * as v from "valibot";

import { matchKey } from "../../rules/manifest/byHand.ts";
import { countsForWhom } from "../../rules/manifest/whoHasSigned.ts";
import { BriefingRequest } from "../../rules/contract/api/departing.ts";
import { ChangePatronRequest, EventResponse, type EventDetail, type Patron } from "../../rules/contract/api/event.ts";
import type { HistoryLine } from "../../rules/contract/api/history.ts";
import { namesByMail } from "../../rules/crew/namesByMail.ts";
import { readBoard, writeBoard, type Overruled, type Standing } from "./board.ts";
import { Write } from "./entry.ts";

/** An answer to a write as whoever sends tells the pages of it: only they know how to read it. */
const Answered = v.object({ write: Write, answer: v.unknown() });

/** Puts on the board what an answer overrules, once however often it is told, and keeps it until it is read. */
export function hearAnswer(message: unknown): void {
  const told = v.safeParse(Answered, message);
  if (!told.success) return;
  const { overruled, sent } = readBoard();
  const found = overruledBy(told.output.answer, told.output.write);
  if (found === undefined || overruled.some(({ id }) => id === found.id)) return;
  keep(found.by, [...kept(found.by).filter(({ id }) => id !== found.id), found]);
  // Shown as if it counted, it would contradict what is told of it.
  writeBoard({ overruled: [...overruled, found], sent: sent.filter(({ write }) => write.id !== found.id) });
}

/** Takes what somebody has read off the board, and off this device. */
export function forgetOverruled(read: Overruled): void {
  keep(
    read.by,
    kept(read.by).filter(({ id }) => id !== read.id),
  );
  writeBoard({ overruled: readBoard().overruled.filter(({ id }) => id !== read.id) });
}

/** Shows whoever is signed in what of theirs was overruled and they have not read, and nobody else's. */
export function recallOverruled(by: string | null): void {
  const shown = readBoard().overruled.filter((one) => one.by === by);
  const others = by === null ? [] : kept(by).filter(({ id }) => shown.every((one) => one.id !== id));
  writeBoard({ overruled: [...others, ...shown] });
}

const keyOf = (by: string): string => `scc-overruled:${by}`;
/** The oldest go first. */
const KEPT_MAX = 50;

const Word = v.object({ name: v.string(), at: v.string(), received_at: v.string() });
const Kept = v.pipe(
  v.string(),
  v.parseJson(),
  v.array(
    v.object({
      id: v.string(),
      by: v.string(),
      slug: v.string(),
      sort: v.string(),
      sentence: v.string(),
      standing: v.array(
        v.pipe(
          v.object({ stands: v.string(), word: v.optional(Word) }),
          v.transform(({ stands, word }) => ({ stands, word })),
        ),
      ),
    }),
  ),
);

/** A browser that keeps nothing has it for as long as the page is open. */
function kept(by: string): readonly Overruled[] {
  try {
    const read = v.safeParse(Kept, localStorage.getItem(keyOf(by)));
    return read.success ? read.output : [];
  } catch {
    return [];
  }
}

function keep(by: string, all: readonly Overruled[]): void {
  try {
    if (all.length === 0) localStorage.removeItem(keyOf(by));
    else localStorage.setItem(keyOf(by), JSON.stringify(all.slice(-KEPT_MAX)));
  } catch {
    // It is on the board.
  }
}

/** The same, with the e-mail of whose word it is. */
interface Counts extends Pick<Standing, "stands"> {
  readonly word: (Standing["word"] & { readonly by: string }) | undefined;
}

/** Reads the answer to a write: undefined where what was done counts, and where it was no change of a charter. */
function overruledBy(answer: unknown, write: Write): Overruled | undefined {
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
