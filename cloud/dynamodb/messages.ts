import type { Principal } from "../aws/access.ts";

/** What the table's thread says to the cloud. */
export type EngineMessage =
  | { kind: "listening"; port: number }
  | { kind: "fault"; text: string }
  /** Somebody's role does not allow a call. */
  | { kind: "refusal"; text: string }
  /** It has done what the message of that number asked. */
  | { kind: "done"; id: number };

/** What the cloud says to the table's thread, with a number for its answer. */
export type EngineOrder = { kind: "close" } | { kind: "admit"; id: number; principals: ReadonlyMap<string, Principal> };
