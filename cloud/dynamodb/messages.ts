import type { Principal } from "../aws/access.ts";
import type { Fate } from "./faults.ts";
import type { TableSettings } from "./settings.ts";
import type { TableCall } from "./tables.ts";

/** What the table's thread says to the cloud. */
export type EngineMessage =
  | { kind: "listening"; port: number }
  | { kind: "fault"; text: string }
  /** Somebody's role does not allow a call. */
  | { kind: "refusal"; text: string }
  /** A function makes a call: what is to become of it? */
  | { kind: "call"; question: number; accessKeyId: string; call: TableCall }
  /** A call is done whose caller is to be killed now. */
  | { kind: "made"; question: number; accessKeyId: string }
  /** It has done what the order of that number asked. */
  | { kind: "done"; id: number };

/** What the cloud says to the table's thread. */
export type EngineOrder =
  | { kind: "admit"; principals: ReadonlyMap<string, Principal> }
  | { kind: "declare"; tables: ReadonlyMap<string, TableSettings> }
  | { kind: "decide"; question: number; fate: Fate }
  | { kind: "close" };

/** An order with a number, by which the thread says that it is done; one to close is answered by the thread's end. */
export interface NumberedOrder {
  readonly id: number;
  readonly order: EngineOrder;
}
