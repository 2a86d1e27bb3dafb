import bidiFactory from "bidi-js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { fromLeft, levelsOf, readyForSetting } from "../../lambda/paper/direction.ts";
import { isolated } from "../../lambda/paper/isolated.ts";

const bidi = bidiFactory();
const PIECES = ["Eva", " ", ", ", "12", "(", ")", "נועה", "כהן", "دانيال", "٣", "+1 (305) 555-0142", "-", "."];
const TEXTS = fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 12 }).map((parts) => parts.join(""));

/** What stands on the paper from the left, character by character. */
function seen(text: string): string {
  const levels = levelsOf(text);
  if (levels === undefined) return text;
  const pieces = [...levels].reduce<{ text: string; level: number }[]>((runs, level, index) => {
    const last = runs.at(-1);
    if (last?.level === level) last.text += text[index] ?? "";
    else runs.push({ text: text[index] ?? "", level });
    return runs;
  }, []);
  const draw = ({ text: piece, level }: { text: string; level: number }): string => {
    if (level % 2 === 0) return piece;
    const ready = readyForSetting(piece);
    // What sets it turns a piece with such letters around.
    return /[\u0590-\u06ff]/.test(piece) ? Array.from(ready).reverse().join("") : ready;
  };
  return fromLeft(pieces).map(draw).join("");
}

describe("The direction of text on paper", () => {
  it("is that of the standard's algorithm, whatever stands beside what", () => {
    fc.assert(
      fc.property(TEXTS, (text) => {
        // At the end of a line spaces run as the paragraph does: the lines see to that.
        fc.pre(!/\s$/.test(text));
        const expected = bidi.getReorderedString(text, bidi.getEmbeddingLevels(text, "ltr"));
        expect(seen(text)).toBe(expected);
      }),
      { numRuns: 500 },
    );
  });

  it("keeps a number in its own order beside a name that was entered, and a name without such letters as it is", () => {
    const number = "+1 (305) 555-0142";
    expect(seen(`${isolated("دانيال")}, ${number}`)).toMatch(/^\u2068?لايناد\u2069?, \+1 \(305\) 555-0142$/);
    expect(isolated("Eva")).toBe("Eva");
  });
});
