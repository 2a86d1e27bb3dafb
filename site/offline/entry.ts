import * as v from "valibot";

import { wordOrNewer } from "../../rules/contract/newer.ts";
import { Id, Instant } from "../../rules/contract/api/fields.ts";

/**
 * One write on its way to the server. It carries its request whole, so that any build, older or newer, can send it:
 * a rollback must not strand what was written before.
 */
export const Write = v.object({
  /** Made on this device; the server knows a repetition by the ids in the request. */
  id: Id,
  slug: v.string(),
  /** What it is about within the charter, such as `patron:<id>`. */
  subjects: v.array(v.string()),
  /**
   * Which subjects of earlier writes it cannot be decided without, as a return without its departure: it waits for those, and
   * for no others. Older builds say nothing of it: theirs wait for whatever is about the same.
   */
  needs: v.optional(v.array(v.string())),
  /** Whom a departure takes along, as the screen showed them. Older builds say nothing of it. */
  people: v.optional(v.array(v.object({ id: v.string(), name: v.string() }))),
  /** Tells the screens how to show it before the server knows of it. */
  kind: v.string(),
  method: wordOrNewer(["POST", "PATCH", "DELETE"]),
  path: v.string(),
  body: v.unknown(),
  /** What the person did, for the list of what waits. */
  sentence: v.string(),
  /** E-mail of who was signed in; "" for what anybody may send, such as a signature. */
  by: v.string(),
  /** How they are called; "" where only the e-mail is known. */
  by_name: v.optional(v.string(), ""),
  /** By the device's clock. */
  at: Instant,
});
export type Write = v.InferOutput<typeof Write>;

/** The server's words of refusal. */
const Refusal = v.object({ title: v.string(), detail: v.string() });
export type Refusal = v.InferOutput<typeof Refusal>;

/** A write in the queue. */
export const Entry = v.object({
  /** Place in the queue: entries are sent in this order. */
  seq: v.number(),
  write: Write,
  tries: v.number(),
  /** Set once the server has said no: only a person decides what becomes of it. */
  refusal: v.nullable(Refusal),
});
export type Entry = v.InferOutput<typeof Entry>;

/** Tells whether a write is a word that a later one overrules (rules/time/laterInstant.ts). */
export function isWord({ kind }: Write): boolean {
  return kind === "change-patron" || kind === "briefing";
}
