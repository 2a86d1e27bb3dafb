import type { ScriptWords } from "../../rules/contract/api/waiverWords.ts";
import { fillIn } from "../../rules/words/fillIn.ts";
import { countParticipants, isSignerMinor, type WaiverFacts, type WaiverValues } from "./form.ts";
import { element } from "./page.ts";

/** Shows the parts of the form that the answers so far ask for. */
export function showParts(now: WaiverValues, facts: WaiverFacts): void {
  const visible: Readonly<Record<string, boolean>> = {
    "own-birth": now.sailing,
    minor: isSignerMinor(now, facts.date),
    relationship: now.children.length > 0,
    typed: now.method === "typed",
    drawn: now.method === "drawn",
    "add-child": countParticipants(now) < facts.participantsMax,
  };
  for (const [id, is] of Object.entries(visible)) element(id, HTMLElement).hidden = !is;
}

/** Says what a press of Sign does: for how many, or that it tries again. */
export function submitLabel(now: WaiverValues, failed: boolean, { submit }: ScriptWords): string {
  if (failed) return submit.again;
  const count = countParticipants(now);
  return count > 1 ? fillIn(submit.many, { count: String(count) }) : submit.one;
}
