import * as v from "valibot";

import type { WaiverValues } from "./form.ts";

const Parts = v.object({ month: v.string(), day: v.string(), year: v.string() });

/** What survives a reload. Never the signature and never the agreement: those are given once, to what is on the screen. */
const Draft = v.object({
  name: v.string(),
  sailing: v.boolean(),
  birth: Parts,
  children: v.array(v.object({ name: v.string(), birth: Parts })),
  relationship: v.number(),
  contactName: v.string(),
  contactPhone: v.string(),
  email: v.string(),
});
type Draft = v.InferOutput<typeof Draft>;

/** Takes out of a form what may be kept. `relationship` is the place of the choice, -1 for none: it outlives a change of language. */
export function toDraft({ name, sailing, birth, children, contactName, contactPhone, email }: WaiverValues, relationship: number): Draft {
  return {
    name, sailing, birth, relationship, contactName, contactPhone, email,
    children: children.map((child) => ({ name: child.name, birth: child.birth })),
  };
}

/** Keeps drafts in a tab's storage, one a charter. Where the browser forbids it, nothing is kept and nothing breaks. */
export function createDrafts(slug: string, open: () => Pick<Storage, "getItem" | "setItem" | "removeItem">) {
  const key = `scc-waiver ${slug}`;
  function attempt<T>(act: (storage: ReturnType<typeof open>) => T): T | undefined {
    try {
      return act(open());
    } catch {
      // Storage is off (a browser setting) or full: the form works without it.
      return undefined;
    }
  }
  return {
    save: (draft: Draft): void => { attempt((storage) => { storage.setItem(key, JSON.stringify(draft)); }); },
    clear: (): void => { attempt((storage) => { storage.removeItem(key); }); },
    load: (): Draft | undefined => attempt((storage) => v.parse(Draft, JSON.parse(storage.getItem(key) ?? "null"))),
  };
}
