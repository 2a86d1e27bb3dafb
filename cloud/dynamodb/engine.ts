import { once } from "node:events";
import { Worker } from "node:worker_threads";
import * as v from "valibot";
import { ACCOUNT_ID, REGION } from "../aws/account.ts";
import { bundleWorker } from "../bundle/bundle.ts";

/** The running DynamoDB API. */
export interface DynamoEngine {
  endpoint: string;
  close(): Promise<void>;
}

/** Starts DynamoDB's API on dynalite in its own thread, persisted in `path`, or in memory without one. */
export async function startDynamoEngine(path?: string): Promise<DynamoEngine> {
  const worker = new Worker(await bundleWorker("dynamodb/worker.ts", "cjs"), {
    workerData: { path },
    env: { AWS_REGION: REGION, AWS_ACCOUNT_ID: ACCOUNT_ID },
  });
  // once() rejects on "error", so a data directory that LevelDB cannot open stops the start with its reason.
  const [message] = (await once(worker, "message")) as unknown[];
  const { port } = v.parse(v.object({ port: v.number() }), message);
  return { endpoint: `http://127.0.0.1:${String(port)}`, close: () => closeWorker(worker) };
}

async function closeWorker(worker: Worker): Promise<void> {
  const exited = once(worker, "exit");
  worker.postMessage("close");
  await exited;
}
