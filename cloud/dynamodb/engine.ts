import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { ACCOUNT_ID, REGION } from "../aws/account.ts";
import { bundleWorker } from "../bundle/bundle.ts";
import type { EngineMessage } from "./messages.ts";

/** The running DynamoDB API. */
export interface DynamoEngine {
  endpoint: string;
  close(): Promise<void>;
}

/** Starts DynamoDB's API on dynalite in its own thread, persisted in `path`, or in memory without one. */
export async function startDynamoEngine(
  path?: string,
  onFault: (fault: unknown) => void = () => undefined,
): Promise<DynamoEngine> {
  const worker = new Worker(await bundleWorker("dynamodb/worker.ts", "cjs"), {
    workerData: { path },
    env: { AWS_REGION: REGION, AWS_ACCOUNT_ID: ACCOUNT_ID },
  });
  const listening = new Promise<number>((resolve, reject) => {
    worker.on("message", (message: EngineMessage) => {
      if (message.kind === "listening") resolve(message.port);
      else onFault(message.text);
    });
    // A data directory that LevelDB cannot open stops the start with its reason; later, the reason is all that is left.
    worker.on("error", (fault) => {
      onFault(fault);
      reject(fault);
    });
  });
  const port = await listening;
  return { endpoint: `http://127.0.0.1:${String(port)}`, close: () => closeWorker(worker) };
}

async function closeWorker(worker: Worker): Promise<void> {
  const exited = once(worker, "exit");
  worker.postMessage("close");
  await exited;
}
