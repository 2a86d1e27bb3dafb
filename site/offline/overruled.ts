import * as v from "valibot";

import { BriefingRequest } from "../../rules/contract/api/departing.ts";
import { ChangePatronRequest, EventResponse, type EventDetail, type Patron } from "../../rules/contract/api/event.ts";
import type { HistoryLine } from "../../rules/contract/api/history.ts";
import { namesByMail } from "../../rules/crew/namesByMail.ts";
import { readBoard, writeBoard, type Overruled } from "./board.ts";
import { Write } from "./entry.ts";

/** An answer to a write as whoever sends tells the pages of it: only they know how to read it. */
const Answered = v.object({ write: Write, answer: v.unknown() });

/** Puts on the board what an answer overrules, once however often it is told. */
export function hearAnswer(message: unknown): void {
  const told = v.safeParse(Answered, message);
  if (!told.success) return;
  const { overruled } = readBoard();
  const found = overruledBy(told.output.answer, told.output.write);
  if (found !== undefined && overruled.every(({ id }) => id !== found.id))
    writeBoard({ overruled: [...overruled, found] });
}

/** Takes what somebody has read off the board. */
export function forgetOverruled(read: Overruled): void {
  writeBoard({ overruled: readBoard().overruled.filter(({ id }) => id !== read.id) });
}

interface Standing extends Pick<Overruled, "stands"> {
  readonly word: (Overruled["word"] & { readonly by: string }) | undefined;
}

/** Reads the answer to a write: undefined where what was done counts, and where it was no change of a charter. */
function overruledBy(answer: unknown, write: Write): Overruled | undefined {
  const read = v.safeParse(EventResponse, answer);
  if (!read.success) return undefined;
  const standing = standingAgainst(read.output.event, write);
  // Whoever has changed their own mind knows it.
  if (standing === undefined || standing.word?.by === write.by) return undefined;
  const { id, slug, kind, sentence } = write;
  const { stands, word } = standing;
  return {
    id,
    slug,
    sort: kind === "briefing" ? "briefing" : "patron",
    sentence,
    stands,
    word: word && { name: word.name, at: word.at, received_at: word.received_at },
  };
}

function standingAgainst(event: EventDetail, { kind, body, subjects }: Write): Standing | undefined {
  if (kind === "briefing") {
    const read = v.safeParse(BriefingRequest, body);
    const { briefing } = event;
    if (!read.success || briefing === null || briefing.given === read.output.given) return undefined;
    const stands = briefing.given ? "The safety briefing is recorded" : "The safety briefing is undone";
    return { stands, word: briefing };
  }
  const read = v.safeParse(ChangePatronRequest, body);
  if (kind !== "change-patron" || !read.success) return undefined;
  const patron = event.manifest.find(({ id }) => subjects.includes(`patron:${id}`));
  return patron === undefined ? unlisted(read.output) : standingOf(event, patron, read.output);
}

/** Off the list nobody is told of: whoever wanted that has it. */
function unlisted({ listed }: ChangePatronRequest): Standing | undefined {
  return listed === false ? undefined : { stands: "They are off the list", word: undefined };
}

function standingOf(
  event: EventDetail,
  patron: Patron,
  { name, email, phone, aboard, listed }: ChangePatronRequest,
): Standing | undefined {
  const is = `${patron.name} is`;
  if (name !== undefined && name !== patron.name)
    return { stands: `The name is ${patron.name}`, word: lastSaid(event, "renamed", patron) };
  if (email !== undefined && email !== patron.email)
    return { stands: `${patron.name} has another address`, word: lastSaid(event, "email", patron) };
  if (phone !== undefined && phone !== patron.phone)
    return { stands: `${patron.name} has another phone number`, word: lastSaid(event, "phone", patron) };
  if (aboard !== undefined && aboard !== (patron.aboard_at !== null)) {
    const { checked } = patron;
    const word = checked && { ...checked, name: namesByMail(event).get(checked.by) ?? checked.by };
    return { stands: `${is} ${aboard ? "ashore" : "aboard"}`, word: word ?? undefined };
  }
  if (listed === false) return { stands: `${is} on the list`, word: lastSaid(event, "restored", patron) };
  return undefined;
}

/** The last word of a kind on a patron that counts. */
function lastSaid(
  { history }: EventDetail,
  kind: "renamed" | "email" | "phone" | "restored",
  patron: Patron,
): Standing["word"] {
  const line = history.findLast((one) => one.kind === kind && isOf(one, patron));
  if (line === undefined) return undefined;
  const at = "done_at" in line ? (line.done_at ?? line.at) : line.at;
  return { by: line.by, name: line.name, at, received_at: line.at };
}

function isOf(line: HistoryLine, { name }: Patron): boolean {
  return "patron" in line && line.patron === name && !("late" in line && line.late === true);
}
