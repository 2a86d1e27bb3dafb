import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { Principal } from "../aws/access.ts";
import { ACCOUNT_ID, REGION } from "../aws/account.ts";
import { REAL_CLOCK, type Clock } from "../clock/clock.ts";
import { bundleWorker } from "../bundle/bundle.ts";
import type { Fate } from "./faults.ts";
import type { EngineMessage, EngineOrder, NumberedOrder } from "./messages.ts";
import type { TableSettings } from "./settings.ts";
import type { TableCall } from "./tables.ts";

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
  /** Decides over the calls of functions; without it they are made. */
  watcher?: CallWatcher | undefined;
}

/** Decides what becomes of the calls of functions, by the access keys that they are signed with. */
export interface CallWatcher {
  /** Says what becomes of a call; whoever is to be killed before it is gone then. */
  decide(accessKeyId: string, call: TableCall): Promise<Fate>;
  kill(accessKeyId: string): Promise<void>;
}

/** Starts DynamoDB's API on dynalite in its own thread. */
export async function startDynamoEngine({
  path,
  onFault = () => undefined,
  onRefusal = () => undefined,
  clock = REAL_CLOCK,
  watcher,
}: EngineOptions = {}): Promise<DynamoEngine> {
  const worker = new Worker(await bundleWorker("dynamodb/worker.ts", "cjs"), {
    workerData: { path, shared: clock.shared, watched: watcher !== undefined },
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
  const answer = async (question: number, deciding: Promise<Fate> | undefined): Promise<void> => {
    const fate = await deciding?.catch((fault: unknown) => {
      onFault(fault);
      return undefined;
    });
    post({ kind: "decide", question, fate: fate ?? "proceed" });
  };
  const hear = (message: EngineMessage): void => {
    switch (message.kind) {
      case "listening":
        return;
      case "fault":
        onFault(message.text);
        return;
      case "refusal":
        onRefusal(message.text);
        return;
      case "call":
        void answer(message.question, watcher?.decide(message.accessKeyId, message.call));
        return;
      case "made":
        void answer(
          message.question,
          watcher?.kill(message.accessKeyId).then(() => "proceed" as const),
        );
        return;
      case "done":
        done.get(message.id)?.();
    }
  };
  const listening = new Promise<number>((resolve, reject) => {
    worker.on("message", (message: EngineMessage) => {
      if (message.kind === "listening") resolve(message.port);
      else hear(message);
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
