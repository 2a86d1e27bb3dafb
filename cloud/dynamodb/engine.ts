import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { Principal } from "../aws/access.ts";
import { ACCOUNT_ID, REGION } from "../aws/account.ts";
import { REAL_CLOCK, type Clock } from "../clock/clock.ts";
import { bundleWorker } from "../bundle/bundle.ts";
import type { EngineMessage, EngineOrder, NumberedOrder } from "./messages.ts";
import type { TableSettings } from "./settings.ts";

/** The running DynamoDB API. */
export interface DynamoEngine {
  endpoint: string;
  /** Lets these in, as far as their roles allow; resolves when their calls are let through. */
  admit(principals: ReadonlyMap<string, Principal>): Promise<void>;
  /** Tells what dynalite does not know of the declared tables. */
  declare(tables: ReadonlyMap<string, TableSettings>): Promise<void>;
  close(): Promise<void>;
}

/** What an engine needs to know. */
export interface EngineOptions {
  /** Where tables are kept; in memory without it. */
  path?: string | undefined;
  /** Hears why a call failed that should not have. */
  onFault?: (fault: unknown) => void;
  /** Hears which call a role did not allow. */
  onRefusal?: (message: string) => void;
  clock?: Clock;
}

/** Starts DynamoDB's API on dynalite in its own thread. */
export async function startDynamoEngine({
  path,
  onFault = () => undefined,
  onRefusal = () => undefined,
  clock = REAL_CLOCK,
}: EngineOptions = {}): Promise<DynamoEngine> {
  const worker = new Worker(await bundleWorker("dynamodb/worker.ts", "cjs"), {
    workerData: { path, shared: clock.shared },
    env: { AWS_REGION: REGION, AWS_ACCOUNT_ID: ACCOUNT_ID },
  });
  const done = new Map<number, () => void>();
  let orders = 0;
  const post = (order: EngineOrder): number => {
    orders += 1;
    worker.postMessage({ id: orders, order } satisfies NumberedOrder);
    return orders;
  };
  const give = async (order: EngineOrder): Promise<void> => {
    const id = post(order);
    await new Promise<void>((resolve) => done.set(id, resolve));
    done.delete(id);
  };
  const listening = new Promise<number>((resolve, reject) => {
    worker.on("message", (message: EngineMessage) => {
      if (message.kind === "listening") resolve(message.port);
      else if (message.kind === "done") done.get(message.id)?.();
      else if (message.kind === "refusal") onRefusal(message.text);
      else onFault(message.text);
    });
    // A data directory that LevelDB cannot open stops the start with its reason; later, the reason is all that is left.
    worker.on("error", (fault) => {
      onFault(fault);
      reject(fault);
    });
  });
  const port = await listening;
  return {
    endpoint: `http://127.0.0.1:${String(port)}`,
    admit: (principals) => give({ kind: "admit", principals }),
    declare: (tables) => give({ kind: "declare", tables }),
    close: async () => {
      const exited = once(worker, "exit");
      post({ kind: "close" });
      await exited;
    },
  };
}
