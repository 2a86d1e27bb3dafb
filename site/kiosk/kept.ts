/** What came of keeping something: all of it is here, or not, or nothing is ever kept in this window. */
export type Kept = "all" | "not-all" | "nothing";

/** Joins what came of keeping several things. */
export function leastOf(kept: readonly Kept[]): Kept {
  if (kept.includes("nothing")) return "nothing";
  return kept.every((one) => one === "all") ? "all" : "not-all";
}
