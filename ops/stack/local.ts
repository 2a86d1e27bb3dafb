import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import * as v from "valibot";

import { Refusal } from "../refusal.ts";
import { Outputs } from "./outputs.ts";
import { PROJECT_ROOT } from "./pulumi.ts";

/** What a running embedded cloud publishes in its data directory (cloud/data/dataDirectory.ts). */
const LocalEndpoint = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ pid: v.number(), dynamodb: v.string(), aws: v.string(), mailboxUrl: v.string(), outputs: Outputs }),
);
export type LocalEndpoint = v.InferOutput<typeof LocalEndpoint>;

/** Finds the embedded cloud that runs on a data directory. */
export async function findLocalCloud(data: string | undefined): Promise<LocalEndpoint> {
  const directory = resolve(data ?? join(PROJECT_ROOT, ".local"));
  const text = await readFile(join(directory, "endpoint.json"), "utf8").catch(() => "");
  const endpoint = v.safeParse(LocalEndpoint, text);
  if (endpoint.success && isRunning(endpoint.output.pid)) return endpoint.output;
  throw new Refusal(`No local cloud runs on ${directory}. Start it with npm start, or name its directory with --data.`);
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (fault) {
    // EPERM: it runs, under another user.
    return fault instanceof Error && "code" in fault && fault.code === "EPERM";
  }
}
