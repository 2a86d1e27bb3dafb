import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "../..");
const PAGE = readFileSync(join(ROOT, "docs/asvs.md"), "utf8");

/** The requirements of levels 1 and 2 by their numbers, counted in OWASP ASVS 5.0.0: what is missing in a section is of level 3. */
const REQUIREMENTS = [
  ...of("6.1", 1, 2, 3),
  ...of("6.2", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12),
  ...of("6.3", 1, 2, 3, 4),
  ...of("6.4", 1, 2, 3, 4),
  ...of("6.5", 1, 2, 3, 4, 5),
  ...of("6.6", 1, 2, 3),
  ...of("6.8", 1, 2, 3, 4),
  ...of("7.1", 1, 2, 3),
  ...of("7.2", 1, 2, 3, 4),
  ...of("7.3", 1, 2),
  ...of("7.4", 1, 2, 3, 4, 5),
  ...of("7.5", 1, 2),
  ...of("7.6", 1, 2),
];

function of(section: string, ...numbers: readonly number[]): string[] {
  return numbers.map((number) => `${section}.${number}`);
}

const rows = PAGE.split("\n")
  .filter((line) => /^\| \d/.test(line))
  .map((line) => line.split(" | ").map((cell) => cell.replace(/^\||\|$/g, "").trim()))
  .map(([id = "", asks = "", met = "", test = ""]) => ({ id, asks, met, test }));

describe("The page about OWASP ASVS", () => {
  it("has each requirement of chapters 6 and 7, once and in their order", () => {
    expect(rows.map(({ id }) => id)).toEqual(REQUIREMENTS);
  });

  it.each(rows)("says of $id how it is met and by which test, or why it does not apply", ({ asks, met, test }) => {
    expect(asks).not.toBe("");
    if (met.startsWith("not applicable: ")) return;
    expect(met).not.toBe("");
    expect(test).toMatch(/^`tests\/[\w/.]+\.test\.ts`: \*[^*]+\*$/);
  });

  it.each(rows.filter(({ test }) => test !== ""))("names for $id a test that is there", ({ test }) => {
    const [, file = "", name = ""] = /^`(.+)`: \*(.+)\*$/.exec(test) ?? [];
    expect(existsSync(join(ROOT, file)), file).toBe(true);
    expect(readFileSync(join(ROOT, file), "utf8")).toContain(name);
  });

  it("names only files that are there", () => {
    const files = [...PAGE.matchAll(/`((?:lambda|rules|tests|site|ops)\/[\w/.]+)`/g)].map(([, path = ""]) => path);
    expect(files.length).toBeGreaterThan(40);
    expect(files.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });
});
