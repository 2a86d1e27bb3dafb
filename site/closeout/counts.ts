import type { CloseDayRequest, Closeout, CountedCash, CrewCash } from "../../rules/contract/api/closeout.ts";
import { AMOUNT_MAX_CENTS } from "../../rules/contract/amounts.ts";
import { parseAmount } from "../../rules/money/money.ts";
import type { Read } from "../forms/read.ts";

/** What was typed for one crew member. */
export interface CountValues {
  readonly counted: string;
  readonly reason: string;
}

export const NOT_COUNTED: CountValues = { counted: "", reason: "" };

/** Reads counted cash as cents: 0 is as good as any, and less than nothing where more was given back than came in. */
export function parseCash(typed: string, currency: string): number | undefined {
  const text = typed.trim().replace(/^[−–]/, "-");
  const below = text.startsWith("-");
  const bare = below ? text.slice(1) : text;
  if (/^[$€£\s]*0*(?:\.0{0,2})?$/.test(bare) && /0/.test(bare)) return 0;
  const amount = parseAmount(bare, currency);
  if (!amount.ok || amount.cents > AMOUNT_MAX_CENTS) return undefined;
  return below ? -amount.cents : amount.cents;
}

/** Reads a count of all the crew's cash, or says what is missing of whom; fields are named `<e-mail> counted` and `<e-mail> reason`. */
export function readCount(
  crew: readonly CrewCash[],
  values: Readonly<Record<string, CountValues>>,
  stamp: Pick<CloseDayRequest, "id" | "counted_at">,
  currency: string,
): Read<CloseDayRequest> {
  const lines = crew.map((member) => readLine(member, values[member.crew] ?? NOT_COUNTED, currency));
  const errors = lines.flatMap(({ problem }) => (problem === undefined ? [] : [problem]));
  if (errors.length > 0) return { ok: false, errors: Object.fromEntries(errors) };
  return { ok: true, request: { ...stamp, crew: lines.map(({ line }) => line) } };
}

function readLine({ crew, expected_cents }: CrewCash, { counted, reason }: CountValues, currency: string) {
  const cents = parseCash(counted, currency);
  const line: CountedCash = {
    crew,
    expected_cents,
    counted_cents: cents ?? 0,
    reason: cents === expected_cents ? "" : reason.trim(),
  };
  return { line, problem: problemOf(line, cents) };
}

function problemOf(
  { crew, expected_cents, reason }: CountedCash,
  cents: number | undefined,
): readonly [string, string] | undefined {
  if (cents === undefined) return [`${crew} counted`, "Enter what was counted, such as 120.00; 0 for none."];
  return cents !== expected_cents && reason === ""
    ? [`${crew} reason`, "Say why it differs, in a few words."]
    : undefined;
}

export interface CountedLine {
  readonly crew: string;
  readonly expected_cents: number;
  readonly counted_cents: number;
  /** Counted less expected: below zero, money is missing. */
  readonly difference_cents: number;
  readonly reason: string;
}

/** Shows a closeout's count against what was expected then. */
export function countedLines(closeout: Pick<Closeout, "crew">): readonly CountedLine[] {
  return closeout.crew.map((line) => ({ ...line, difference_cents: line.counted_cents - line.expected_cents }));
}

/** Shows the last count against what is expected now, for whom that changed since. */
export function changedSince(
  last: Pick<Closeout, "crew"> | undefined,
  now: readonly CrewCash[],
): readonly CountedLine[] {
  if (last === undefined) return [];
  return now.flatMap(({ crew, expected_cents }) => {
    const then = last.crew.find((line) => line.crew === crew) ?? { expected_cents: 0, counted_cents: 0, reason: "" };
    if (then.expected_cents === expected_cents) return [];
    return [
      {
        crew,
        expected_cents,
        counted_cents: then.counted_cents,
        difference_cents: then.counted_cents - expected_cents,
        reason: then.reason,
      },
    ];
  });
}
