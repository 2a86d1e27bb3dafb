import { slugCandidates } from "../../rules/charter/firstName.ts";
import type { SlugParts } from "../../rules/contract/slug.ts";

/** No charter company has this many patrons of one name in one period: a loop that gets here is a fault. */
const NAMESAKES_MAX = 50;

/** Tries one slug after the other until `take` answers for one; undefined where it has for none. */
export async function firstNamesake<Answer>(
  parts: SlugParts,
  take: (slug: string) => Promise<Answer | undefined>,
): Promise<Answer | undefined> {
  let tries = 0;
  for (const slug of slugCandidates(parts)) {
    const answer = await take(slug);
    if (answer !== undefined) return answer;
    tries += 1;
    if (tries >= NAMESAKES_MAX) break;
  }
  return undefined;
}
