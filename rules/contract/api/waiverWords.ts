import * as v from "valibot";

const text = v.string();
const explanation = v.object({ title: text, detail: text });

/**
 * What the waiver page's script says, in one language. The page carries it as a JSON data block, so that a patron loads
 * one language only. `{name}` and the like are filled in by rules/words/fillIn.ts.
 */
export const ScriptWords = v.object({
  /** Why a signature cannot stand, by the codes of rules/waiver/participants.ts. */
  problems: v.object({
    "born-after-charter": text,
    "not-born-yet": text,
    "born-too-early": text,
    "same-name": text,
    "second-adult": text,
    "minor-alone": text,
    "relationship-missing": text,
    "relationship-extra": text,
    "drawn-too-little": text,
  }),
  missing: v.object({
    name: text,
    birth: text,
    adult: text,
    child_name: text,
    child_birth: text,
    relationship: text,
    nobody: text,
    contact_name: text,
    contact_phone: text,
    email: text,
    method: text,
    typed: text,
    drawn: text,
    agree: text,
    consent: text,
  }),
  summary: v.object({ one: text, many: text }),
  failure: v.object({
    offline: explanation,
    timeout: explanation,
    garbled: explanation,
    trouble: explanation,
    /** Where the device's clock shows a year in which nobody signs. */
    clock: explanation,
    kept: text,
    reload: text,
  }),
  child: v.object({ legend: text, removed: text, unnamed: text }),
  submit: v.object({ one: text, many: text, sending: text, status: text, again: text }),
  pad: v.object({ empty: text, signed: text }),
  done: v.object({
    title: text,
    text: text,
    text_many: text,
    text_kiosk: text,
    text_waiting: text,
    people: text,
    signer: text,
    signed: text,
    reference: text,
    copy: text,
    /** `{email}`; said in the place of `copy` where no copy is sent. */
    copy_withheld: text,
    another: text,
    next: text,
  }),
});
export type ScriptWords = v.InferOutput<typeof ScriptWords>;
