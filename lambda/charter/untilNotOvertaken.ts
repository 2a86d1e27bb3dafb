import { setTimeout as wait } from "node:timers/promises";

import { busy } from "../problem.ts";

/** A change is decided again this often when what it was decided on has changed meanwhile. */
const ATTEMPTS_MAX = 12;
const PAUSE_MS = 20;

/** What an attempt came to; `overtaken`: somebody else changed the charter between its reading and its writing. */
export type Attempt<Answer> = { readonly answer: Answer } | "overtaken";

/**
 * Reads, decides and writes again until nobody comes between: the one optimistic retry loop. Each attempt reads anew, and
 * writes under the condition that what it decided on still holds. The pauses grow, and differ between those who race.
 */
export async function untilNotOvertaken<Answer>(attempt: () => Promise<Attempt<Answer>>): Promise<Answer> {
  for (let lost = 1; lost <= ATTEMPTS_MAX; lost += 1) {
    const settled = await attempt();
    if (settled !== "overtaken") return settled.answer;
    await wait(PAUSE_MS * Math.random() * lost);
  }
  throw busy();
}
