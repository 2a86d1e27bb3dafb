import type { Table } from "../../lambda/dynamodb/table.ts";
import type { FunctionUrlResult } from "../../lambda/functionUrl.ts";
import type { Version } from "../versions/version.ts";
import type { Gmail } from "./gmail.ts";
import { hurtTable } from "./hurtTable.ts";
import { beginInvocation, type Invocation } from "./invocation.ts";

/** What all instances share. */
export interface Surroundings {
  readonly variables: Readonly<Record<string, string>>;
  readonly table: Table;
  readonly gmail: Gmail;
  readonly now: () => number;
  readonly newId: () => string;
  /** Hears for which items a request asks its mails to be sent. */
  readonly onAsked: (keys: readonly { readonly event_id: string; readonly timestamp: string }[]) => void;
}

/** One instance of the function, which handles one event at a time and lives until it dies. */
export interface Instance {
  readonly version: Version;
  busy: boolean;
  /** Handles an event; "died" when it was killed before it had answered. */
  readonly handle: (event: unknown, invocation: Invocation) => Promise<FunctionUrlResult | object | "died">;
}

/** Starts an instance of a version. */
export function startInstance(version: Version, around: Surroundings): Instance {
  const { createHandle, createLog, createServices, readConfig, TableUnavailable } = version.pieces;
  let current = beginInvocation(version.name);
  const clock = (): Date => new Date(around.now());
  const handle = createHandle(
    createServices(readConfig(around.variables), {
      clock,
      newId: around.newId,
      // Time that passes while somebody works is no part of a run.
      sendingMs: Infinity,
      table: hurtTable(
        around.table,
        () => current,
        () => new TableUnavailable("The table is not available: a run."),
      ),
      sendMail: (mail) => around.gmail.send(mail, current),
      askDelivery: (keys) => {
        if (current.hurts.asksInVain) {
          current.hurt = true;
          return Promise.reject(new Error("Lambda does not answer."));
        }
        around.onAsked(keys);
        return Promise.resolve();
      },
      log: createLog("simulated", clock, (line) => {
        noteFault(line, current);
      }),
    }),
  );
  const instance: Instance = {
    version,
    busy: false,
    handle: async (event, invocation) => {
      instance.busy = true;
      current = invocation;
      try {
        return await Promise.race([handle(event), invocation.dead]);
      } catch (fault) {
        // Lambda would log it and answer for the function.
        invocation.faults.push(fault instanceof Error ? (fault.stack ?? fault.message) : String(fault));
        return "died";
      } finally {
        // Who died stays busy: nothing is given to it any more.
        instance.busy = invocation.died;
      }
    },
  };
  return instance;
}

function noteFault(line: string, { faults }: Invocation): void {
  if (line.startsWith('{"level":"error"')) faults.push(line);
}
