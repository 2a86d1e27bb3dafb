import { callDynamo } from "../dynamodb/client.ts";
import type { Graph, Resource } from "../graph/graph.ts";
import { StartError } from "../startError.ts";
import type { Storage } from "./storage.ts";

/** What was there before the program. */
export interface Beforehand {
  dynamoEndpoint: string;
  storage: Storage;
}

type Find = (id: string, beforehand: Beforehand) => Promise<boolean>;

const FINDERS: Readonly<Record<string, { kind: string; find: Find }>> = {
  "aws:dynamodb/table:Table": {
    kind: "table",
    find: async (id, { dynamoEndpoint }) => (await callDynamo(dynamoEndpoint, "DescribeTable", { TableName: id })).ok,
  },
  "aws:lambda/function:Function": {
    kind: "function",
    find: async (id, { storage }) => (await storage.functions(id)).current() !== undefined,
  },
  "aws:s3/bucket:Bucket": {
    kind: "bucket",
    // A bucket is as good as the objects in it here: an empty one leaves no trace.
    find: async (id, { storage }) => {
      const objects = await storage.objects(id);
      return objects.all().size > 0 || objects.declared().size > 0;
    },
  },
};

/** Sees to it that what the program takes over is there; Pulumi, too, takes over nothing that is not. */
export async function requireAdopted(graph: Graph, beforehand: Beforehand): Promise<void> {
  const taken = graph.resources.filter(({ options }) => options.importId !== "");
  const missing = await Promise.all(taken.map(async (resource) => describeMissing(resource, beforehand)));
  const lines = missing.filter((line) => line !== undefined);
  if (lines.length === 0) return;
  throw new StartError(({ adoption }) => `${adoption} names what is not in the data directory: ${lines.join(", ")}.`);
}

async function describeMissing({ type, options }: Resource, beforehand: Beforehand): Promise<string | undefined> {
  const finder = FINDERS[type];
  // No other part of the embedded cloud keeps anything that could be there before (unenforced.ts says so of the distribution).
  if (finder === undefined || (await finder.find(options.importId, beforehand))) return undefined;
  return `the ${finder.kind} ${options.importId}`;
}
