import type { Table } from "../../lambda/dynamodb/table.ts";
import type { Clients } from "./clients.ts";
import type { EdgeStore } from "./edgeStore.ts";
import type { OutputName } from "../../rules/contract/outputs.ts";

/** A stack that a command works on: AWS's, or the embedded cloud's, which answers the same calls. */
export interface Stack extends Clients {
  readonly name: string;
  /** An output of the Pulumi program; a Refusal that names it where the stack has none. */
  readonly output: (name: OutputName) => string;
  /** The table as the Lambda's own code reads and writes it. */
  readonly table: () => Table;
  readonly edgeStore: () => EdgeStore;
}
