import { createRequire } from "node:module";
import * as v from "valibot";

/** A table call as it came, and who signed it. */
export interface TableCall {
  /** The name of the API's action, such as `PutItem`. */
  readonly action: string;
  /** The parsed body. */
  readonly input: unknown;
}

/** What came of a call: a status of HTTP and the body for it. */
export interface TableAnswer {
  readonly status: number;
  readonly body: object;
}

/** The tables, and what dynalite does with them. */
export interface Tables {
  run(call: TableCall): Promise<TableAnswer>;
  /**
   * Ends every call under way: one of them has thrown where nobody catches, and dynalite does not say which. Says whether
   * there was any.
   */
  fail(fault: unknown): boolean;
  /** Waits for writes under way and then for LevelDB. */
  close(): Promise<void>;
}

/** The actions that dynalite realises, a file each. */
export const TABLE_ACTIONS = [
  "BatchGetItem",
  "BatchWriteItem",
  "CreateTable",
  "DeleteItem",
  "DeleteTable",
  "DescribeTable",
  "DescribeTimeToLive",
  "GetItem",
  "ListTables",
  "ListTagsOfResource",
  "PutItem",
  "Query",
  "Scan",
  "TagResource",
  "UntagResource",
  "UpdateItem",
  "UpdateTable",
] as const;

type Done = (fault: unknown, body: object) => void;
interface Store {
  readonly db: { close(done: (fault: unknown) => void): void };
}
interface Validation {
  readonly types: object;
  readonly custom?: object;
}
interface Validations {
  readonly checkTypes: (input: unknown, types: object) => object;
  readonly checkValidations: (input: object, types: object, custom: object | undefined, store: Store) => void;
}
type Action = (store: Store, input: object, done: Done) => void;

const load = createRequire(import.meta.filename);

/**
 * Opens tables on dynalite, persisted in `path`, or in memory without one. dynalite's own server is left out: it throws where
 * nobody catches when a connection ends early, and whenever something fails that it did not foresee.
 */
export function openTables(path: string | undefined): Tables {
  const { create } = load("dynalite/db") as { create: (options: object) => Store };
  const moments = { createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 };
  const store = create(path === undefined ? moments : { ...moments, path });
  const { checkTypes, checkValidations } = load("dynalite/validations") as Validations;
  const actions = new Map<string, { valid: (input: unknown) => object; run: Action }>(
    TABLE_ACTIONS.map((name) => {
      const file = name.charAt(0).toLowerCase() + name.slice(1);
      const { types, custom } = load(`dynalite/validations/${file}`) as Validation;
      const run = load(`dynalite/actions/${file}`) as Action;
      const valid = (input: unknown): object => {
        const checked = checkTypes(input, types);
        checkValidations(checked, types, custom, store);
        return checked;
      };
      return [name, { valid, run }];
    }),
  );
  const pending = new Set<(fault: unknown) => void>();
  return {
    run: ({ action, input }) =>
      new Promise((resolve, reject) => {
        const known = actions.get(action);
        if (known === undefined) {
          resolve({ status: 400, body: { __type: "com.amazon.coral.service#UnknownOperationException" } });
          return;
        }
        const fail = (fault: unknown): void => {
          pending.delete(fail);
          const refused = v.safeParse(Refused, fault);
          if (refused.success) resolve({ status: refused.output.statusCode, body: refused.output.body });
          else reject(fault instanceof Error ? fault : new Error(String(fault)));
        };
        pending.add(fail);
        try {
          known.run(store, known.valid(input), (fault, body) => {
            pending.delete(fail);
            if (fault === null || fault === undefined) resolve({ status: 200, body });
            else fail(fault);
          });
        } catch (fault) {
          fail(fault);
        }
      }),
    fail: (fault) => {
      const ended = [...pending];
      for (const end of ended) end(fault);
      return ended.length > 0;
    },
    close: () =>
      new Promise((resolve, reject) => {
        store.db.close((fault) => {
          if (fault instanceof Error) reject(fault);
          else resolve();
        });
      }),
  };
}

/** An error of dynalite's that is an answer. */
const Refused = v.object({ statusCode: v.number(), body: v.looseObject({}) });
