/** A table call that a function makes. */
export interface FunctionCall {
  readonly functionName: string;
  /** The number of its execution environment, counted from 1 as they are started. */
  readonly environment: number;
  /** The name of the API's action, such as `PutItem`. */
  readonly action: string;
  /** The action's parsed input. */
  readonly input: unknown;
}

/**
 * What becomes of a call. `kill` ends the environment that makes it, before the table has heard of it or after the table has done
 * it, and its answer reaches nobody; `fail` answers 500, without having done it or although it is done.
 */
export type Fate = "proceed" | "kill before" | "kill after" | "fail before" | "fail after";

/** What a test or a simulation breaks on purpose. */
export interface Faults {
  /** Decides the fate of each table call of a function, in the order in which they arrive. */
  readonly onTableCall: (call: FunctionCall) => Fate | Promise<Fate>;
}
