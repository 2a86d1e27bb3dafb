import { describe, expect, it } from "vitest";

import { shownSignatures, UNLISTED_LINES_MAX } from "../../rules/manifest/shownSignatures.ts";

interface Line {
  readonly participant: string;
  readonly mail_withheld?: readonly string[];
}

const line = (n: number): Line => ({ participant: `Stranger ${String(n)}` });
const held = (n: number): Line => ({ participant: `Held ${String(n)}`, mail_withheld: ["copy"] });
const many = (number: number, make: (n: number) => Line): Line[] => Array.from({ length: number }, (_, n) => make(n));

describe("Of many signatures", () => {
  it("those of the list are shown, and the newest of the others", () => {
    const all = [{ participant: "Ann" }, ...many(UNLISTED_LINES_MAX + 50, line)];
    const { shown, more } = shownSignatures([{ name: "Ann" }], all);
    expect([shown.length, more]).toEqual([UNLISTED_LINES_MAX + 1, 50]);
    expect(shown[0]).toEqual({ participant: "Ann" });
    expect(shown.at(-1)).toEqual(line(UNLISTED_LINES_MAX + 49));
    expect(shown).not.toContainEqual(line(49));
  });

  it("those whose mails are held back stay in sight until these have gone, however many came after them", () => {
    const after = many(UNLISTED_LINES_MAX + 50, line);
    const few = shownSignatures([], [...many(7, held), ...after]);
    expect(few.shown.filter(({ mail_withheld }) => mail_withheld !== undefined)).toHaveLength(7);
    expect(few.shown).toHaveLength(UNLISTED_LINES_MAX);

    // More than are shown: when the first have gone, the next are seen.
    const rounds: number[] = [];
    for (let left = many(2 * UNLISTED_LINES_MAX + 40, held); left.length > 0; ) {
      const { shown } = shownSignatures([], [...left, ...after]);
      const seen = new Set(shown.filter(({ mail_withheld }) => mail_withheld !== undefined));
      rounds.push(seen.size);
      left = left.filter((one) => !seen.has(one));
    }
    expect(rounds).toEqual([UNLISTED_LINES_MAX, UNLISTED_LINES_MAX, 40]);
  });
});
