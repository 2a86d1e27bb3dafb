import * as v from "valibot";

import { readBoard, writeBoard, type Overruled } from "./board.ts";
import { Write } from "./entry.ts";
import { overruledBy } from "./overruledBy.ts";

/** An answer to a write as whoever sends tells the pages of it: only they know how to read it. */
const Answered = v.object({ write: Write, answer: v.unknown() });

/** Puts on the board what an answer overrules, once however often it is told, and keeps it until it is read. */
export function hearAnswer(message: unknown): void {
  const told = v.safeParse(Answered, message);
  if (!told.success) return;
  const found = overruledBy(told.output.answer, told.output.write);
  if (found !== undefined) tell(found);
}

/** The same of what the worker found out, and has kept as nobody was there to hear it. */
export function hearKept(text: string): void {
  const read = v.safeParse(Told, text);
  if (read.success) tell(read.output);
}

function tell(found: Overruled): void {
  const { overruled, sent } = readBoard();
  if (overruled.some(({ id }) => id === found.id)) return;
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
const One = v.object({
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
});
const Told = v.pipe(v.string(), v.parseJson(), One);
const Kept = v.pipe(v.string(), v.parseJson(), v.array(One));

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
