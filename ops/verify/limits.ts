import { count } from "../cli/words.ts";
import type { Line } from "../data/lines.ts";
import { countWitnessed, readLedgers } from "./daySeals.ts";
import type { PlacedUnsealed } from "./findings.ts";
import type { Witnesses } from "./witness.ts";

/** What nobody can tell from the items alone, in words. */
export interface Unknown {
  readonly text: string;
  readonly number: number;
}

/** Says how many ledger entries no closeout and none of these mails knows: taken out with care, they would leave no trace here. */
export function findUnwitnessed(lines: readonly Line[], { heads }: Witnesses): Unknown[] {
  const known = new Map(countWitnessed(lines));
  for (const { list, of, entries } of heads)
    if (list === "ledger") known.set(of, Math.max(entries, known.get(of) ?? 0));
  const beyond = [...readLedgers(lines)]
    .map(([slug, ledger]) => (ledger === "broken" ? 0 : ledger.length - Math.min(ledger.length, known.get(slug) ?? 0)))
    .filter((number) => number > 0);
  if (beyond.length === 0) return [];
  const number = beyond.reduce((sum, more) => sum + more, 0);
  return [
    {
      number,
      text: `${count(number, "ledger entry", "ledger entries")} of ${count(beyond.length, "charter")} ${number === 1 ? "is" : "are"} newer than every closeout. Whether those are all, in their order, the mails to the admin know: verify --witness reads them.`,
    },
  ];
}

/** Says what carries no seal, a line for each sort of thing. */
export function describeUnsealed(unsealed: readonly PlacedUnsealed[]): Unknown[] {
  const sorts = [...new Set(unsealed.map(({ words: [one] }) => one))];
  return sorts.flatMap((sort) => {
    const found = unsealed.filter(({ words: [one] }) => one === sort);
    const [first] = found;
    if (first === undefined) return [];
    const number = found.reduce((sum, one) => sum + one.number, 0);
    const last = found
      .flatMap(({ last: instant }) => instant ?? [])
      .sort()
      .at(-1);
    const places = [...new Set(found.map(({ where }) => where))];
    const where =
      places.length <= 3 ? places.join(", ") : `${places.slice(0, 3).join(", ")} and ${String(places.length - 3)} more`;
    return [
      {
        number,
        text: `${count(number, ...first.words)} ${number === 1 ? "carries" : "carry"} no seal (${where}): a version that did not seal wrote ${number === 1 ? "it" : "them"}${last === undefined ? "" : `, the last at ${last}`}, or the seal was taken away. What is in ${number === 1 ? "it" : "them"} now, nobody can check.`,
      },
    ];
  });
}
