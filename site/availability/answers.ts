import type { Answer, DayAnswer, StoredAnswer } from "../../rules/contract/api/availability.ts";
import { lookUp } from "../../rules/contract/newer.ts";
import { datesOf, weekdayOf } from "../../rules/time/dates.ts";

/** What somebody says of a day; null for nothing. */
export interface Said {
  readonly answer: StoredAnswer | null;
  readonly note: string;
}

/** What this version can say of a day. */
export interface Sayable extends Said {
  readonly answer: Answer | null;
}

const NOTHING: Sayable = { answer: null, note: "" };

/** Lays a month out in weeks from Sunday; undefined stands for days of other months. */
export function weeksOf(month: string): readonly (readonly (string | undefined)[])[] {
  const dates = datesOf(month);
  const blank = weekdayOf(`${month}-01`);
  const cells = Array.from({ length: Math.ceil((blank + dates.length) / 7) * 7 }, (_, cell) =>
    cell < blank ? undefined : dates[cell - blank],
  );
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7));
}

/** What somebody says of a day, with what was tapped since the month was loaded on top. */
export function saidOn(days: readonly DayAnswer[], taps: ReadonlyMap<string, Said>, email: string, date: string): Said {
  return taps.get(date) ?? days.find((day) => day.date === date && day.email === email) ?? NOTHING;
}

/** What a tap on a day makes of it: the answer chosen, or nothing where it was that already. */
export function tapped(before: Said, brush: Answer): Sayable {
  return before.answer === brush ? NOTHING : { answer: brush, note: before.note };
}

const SAYABLE: Readonly<Record<Answer, Answer>> = { yes: "yes", maybe: "maybe", no: "no" };

/** What a note makes of a day; undefined beside an answer that only a newer version can give. */
export function noted({ answer }: Said, note: string): Sayable | undefined {
  const same = answer === null ? null : lookUp(SAYABLE, answer);
  return same === undefined ? undefined : { answer: same, note };
}

/** What the others say of a day, those who can sail first. */
export function othersOn(days: readonly DayAnswer[], email: string, date: string): readonly DayAnswer[] {
  const rank = ({ answer }: DayAnswer): number => lookUp({ yes: 0, maybe: 1, no: 2 }, answer) ?? 3;
  return days.filter((day) => day.date === date && day.email !== email).sort((a, b) => rank(a) - rank(b));
}
