import { ENGINES } from "./engines.ts";
import { REQUIRED } from "./inEachEngine.ts";

/** Says, before anything else, which engines are not played in. */
export default function tellMissing(): void {
  if (REQUIRED) return;
  for (const { name, missing } of ENGINES) {
    const lacks = missing();
    if (lacks !== undefined) console.warn(`\nSKIPPED: nothing is played in ${name}. ${lacks}\n`);
  }
}
