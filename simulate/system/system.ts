import type { Key, Table } from "../../lambda/dynamodb/table.ts";
import type { Item } from "../table/values.ts";
import type { Accepted, Mood } from "./gmail.ts";
import type { Hurts } from "./hurts.ts";
import type { Turn } from "./turns.ts";
import type { Reply, Wire } from "./wire.ts";

/** What became of one invocation. */
export interface Ended {
  /** Whether it died, or something was done to it that it may complain of. */
  readonly hurt: boolean;
  readonly died: boolean;
  /** What its log calls a fault. */
  readonly faults: readonly string[];
}

export interface Answered extends Ended {
  readonly reply: Reply;
}

/** The program with all around it that it runs on, on one clock. */
export interface System {
  readonly now: () => number;
  /** Whether things can happen at one moment in an order that a seed decides; otherwise they happen one after the other. */
  readonly takesTurns: boolean;
  /** Moves the clock on to an instant; never back. */
  readonly moveTo: (instant: number) => Promise<void>;
  /** Lets somebody write to the table who needs no function for it: the operator, or a version that is not here. */
  readonly operate: (act: (table: Table) => Promise<void>) => Promise<void>;
  readonly send: (wire: Wire, turn: Turn, hurts: Hurts) => Promise<Answered>;
  /** Does what the schedule does each minute. */
  readonly sweep: (turn: Turn, hurts: Hurts) => Promise<Ended>;
  /** Takes what requests have asked to be sent since the last time. */
  readonly takeAsked: () => readonly (readonly Key[])[];
  /** Sends what a request has asked for. */
  readonly deliver: (keys: readonly Key[], turn: Turn, hurts: Hurts) => Promise<Ended>;
  /** Lets what has expired go. */
  readonly expire: () => Promise<void>;
  /** Lets another version answer from now on; false where it cannot be had. */
  readonly release: (version: "now" | "before") => boolean;
  readonly mood: (mood: Mood) => void;
  readonly accepted: () => readonly Accepted[];
  /** All that is stored. */
  readonly items: () => Promise<readonly Item[]>;
  readonly close: () => Promise<void>;
}
