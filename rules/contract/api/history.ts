import * as v from "valibot";

import { orNewer, wordOrNewer } from "../newer.ts";
import { MONEY_AFTER } from "./callOff.ts";
import { Instant } from "./fields.ts";

/** What every line says: when the server wrote it, and who did it. `by` is their e-mail, "" for the system itself. */
const told = { at: Instant, by: v.string(), name: v.string() };
/** The same, with the instant on the device: a phone without signal tells hours later. */
const done = { ...told, done_at: Instant };
/** It reached the server after somebody's later word on the same thing, which counts. */
const late = v.optional(v.boolean());
/** Whose a word is that the device may send again, and that its line is known by then: names may be alike. */
const patron_id = v.optional(v.string());
/** The same of what the first release told without the instant on the device. */
const doneOrTold = { ...told, done_at: v.optional(Instant), late, patron_id };

export const DetailChange = v.object({ field: v.string(), from: v.string(), to: v.string() });
export type DetailChange = v.InferOutput<typeof DetailChange>;

/** One line of a charter's history, written in the same update as the change it tells of. */
export const HistoryLine = orNewer(
  "kind",
  [
    v.object({ kind: v.literal("created"), ...told }),
    v.object({ kind: v.literal("details"), changes: v.array(DetailChange), ...told }),
    /** The first few names, and how many more came with them. */
    v.object({
      kind: v.picklist(["added", "added-aboard"]),
      names: v.array(v.string()),
      more: v.number(),
      /** They signed, and took places of the party: nobody added them by hand. */
      by_signing: v.optional(v.boolean()),
      ...done,
    }),
    v.object({ kind: v.literal("renamed"), from: v.string(), patron: v.string(), ...doneOrTold }),
    v.object({ kind: v.picklist(["email", "phone"]), patron: v.string(), ...doneOrTold }),
    v.object({
      kind: v.picklist(["aboard", "ashore", "removed", "restored"]),
      patron: v.string(),
      late,
      patron_id,
      ...done,
    }),
    /** A signature counts for a patron by hand, or does not: under which name it was given, its seal, and which of its participants. */
    v.object({
      kind: v.picklist(["matched", "unmatched"]),
      patron: v.string(),
      participant: v.string(),
      signature: v.string(),
      late,
      patron_id,
      ...done,
    }),
    v.object({ kind: v.picklist(["briefed", "briefing-undone"]), ...done }),
    v.object({ kind: v.literal("roster-sent"), ...told }),
    /** The waiver's link was mailed on request: the first few names, and how many more. */
    v.object({ kind: v.literal("link-sent"), names: v.array(v.string()), more: v.number(), ...told }),
    /** By the slugs before and after. */
    v.object({ kind: v.literal("moved"), from: v.string(), to: v.string(), reason: v.string(), ...told }),
    v.object({ kind: v.literal("called-off"), money: wordOrNewer(MONEY_AFTER), reason: v.string(), ...told }),
    v.object({
      kind: v.picklist(["mail-failed", "mail-retried"]),
      /** It was held back before, and had not failed. */
      withheld: v.optional(v.boolean()),
      ...told,
    }),
  ],
  told,
);
export type HistoryLine = v.InferOutput<typeof HistoryLine>;
