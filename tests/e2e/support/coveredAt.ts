import type { Locator } from "playwright-core";

/** Tells what lies over a corner of something: nothing, where all of it is in sight. */
export async function coveredAt(shown: Locator): Promise<readonly string[]> {
  return shown.evaluate((part) => {
    const { left, right, top, bottom } = part.getBoundingClientRect();
    const corners = [left + 6, right - 6].flatMap((x) => [top + 6, bottom - 6].map((y) => [x, y] as const));
    return corners.flatMap(([x, y]) => {
      const seen = document.elementFromPoint(x, y);
      return seen !== null && part.contains(seen) ? [] : [seen?.outerHTML.slice(0, 80) ?? "outside of the window"];
    });
  });
}
