import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

/**
 * Fonts for what DejaVu Sans has no glyphs for, each in slices by code points, of Fontsource's packages: a slice is read
 * when somebody's name needs it. What two have is the earlier one's.
 */
const FAMILIES = ["noto-sans-devanagari", "noto-sans-thai", "noto-sans-sc", "noto-sans-kr"];
/** What every family has besides, and DejaVu Sans has too. */
const EVERYWHERE = /^(?:latin|latin-ext|cyrillic|cyrillic-ext|greek|greek-ext|vietnamese)$/;

/** A part of a family: which code points are in which file. */
export interface Slice {
  readonly file: string;
  /** The first and the last of each range. */
  readonly ranges: readonly (readonly [number, number])[];
}

/** Beside the bundle, as build/lambda.ts lays it: where to look, without the packages. */
export const SLICES_FILE = "slices.json";

const { resolve } = createRequire(import.meta.url);

/** Lists the slices that there are, in the order in which they are asked. */
export async function listSlices(): Promise<readonly Slice[]> {
  const families = await Promise.all(FAMILIES.map(slicesOf));
  return families.flat();
}

/** Where the package keeps a slice's file. */
export function slicePath(file: string): string {
  const family = FAMILIES.find((name) => file.startsWith(name)) ?? "";
  return resolve(`@fontsource/${family}/files/${file}`);
}

async function slicesOf(family: string): Promise<readonly Slice[]> {
  const ranges = JSON.parse(await readFile(resolve(`@fontsource/${family}/unicode.json`), "utf8")) as Record<
    string,
    string
  >;
  return Object.entries(ranges)
    .map(([subset, list]) => ({ subset: subset.replace(/[[\]]/g, ""), list }))
    .filter(({ subset }) => !EVERYWHERE.test(subset))
    .map(({ subset, list }) => ({
      file: `${family}-${subset}-400-normal.woff`,
      ranges: list.split(",").map(readRange),
    }));
}

/** Reads `U+905-94d`, or one code point. */
function readRange(range: string): readonly [number, number] {
  const [first = "", last = first] = range.trim().slice("U+".length).split("-");
  return [Number.parseInt(first, 16), Number.parseInt(last, 16)];
}

/** Finds the slices that have these code points; of what no slice has, none. */
export function slicesFor(slices: readonly Slice[], codePoints: Iterable<number>): readonly Slice[] {
  const found = Array.from(codePoints, (point) =>
    slices.find(({ ranges }) => ranges.some(([first, last]) => first <= point && point <= last)),
  );
  return [...new Set(found.filter((slice) => slice !== undefined))];
}
