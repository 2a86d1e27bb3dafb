import { startOurCloud, type Cloud } from "../../local/ourCloud.ts";
import { listResources, parseInputs, type Graph } from "../../cloud/graph/graph.ts";
import type { LogLine } from "../../cloud/data/logs.ts";
import { createAccount } from "../../lambda/accounts/store.ts";
import { openTable } from "../../lambda/dynamodb/openTable.ts";
import { stopClock } from "../../testkit/stopClock.ts";
import * as v from "valibot";
import { ACCOUNTS } from "./day/charterDay.ts";
import { startRecorder, type Recorder, type Units } from "./dynamodb/recorder.ts";
import { readStackSettings } from "./stackSettings.ts";

/** A running cloud with the three accounts, and what was counted in it so far. */
export interface CountedCloud {
  readonly cloud: Cloud;
  readonly functionName: string;
  /** What the function and the other parts logged so far. */
  readonly lines: readonly LogLine[];
  /** Request units so far; zero where the Lambda calls dynalite directly. */
  readonly units: () => Units;
  readonly edgeStoreReads: () => number;
}

const FUNCTION = "aws:lambda/function:Function";
const FunctionInputs = v.object({
  name: v.string(),
  environment: v.object({ variables: v.record(v.string(), v.string()) }),
});

/** Runs a task on a cloud with prod's settings. With `recording`, a recorder stands before the table, which costs time. */
export async function withCountedCloud<T>(recording: boolean, task: (counted: CountedCloud) => Promise<T>): Promise<T> {
  const recorder = await startRecorder();
  try {
    const cloud = await startOurCloud({
      config: readStackSettings("prod"),
      editGraph: (graph) => stopClock(recording ? routeTableCalls(graph, recorder) : graph),
    });
    try {
      recorder.forwardTo(cloud.table.endpoint);
      await createAccounts(cloud);
      return await task(countIn(cloud, recorder));
    } finally {
      await cloud.close();
    }
  } finally {
    await recorder.close();
  }
}

function routeTableCalls(graph: Graph, { endpoint }: Recorder): Graph {
  return {
    ...graph,
    resources: graph.resources.map((resource) => {
      if (resource.type !== FUNCTION) return resource;
      const { variables } = parseInputs(FunctionInputs, resource).environment;
      return {
        ...resource,
        inputs: {
          ...resource.inputs,
          environment: { variables: { ...variables, AWS_ENDPOINT_URL_DYNAMODB: endpoint } },
        },
      };
    }),
  };
}

async function createAccounts({ table }: Cloud): Promise<void> {
  const opened = openTable({
    tableName: table.name,
    endpoint: table.endpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "bench", secretAccessKey: "bench" },
  });
  // At the usual scrypt cost: signing in is the dearest request of the day.
  for (const account of ACCOUNTS) await createAccount(opened, account, new Date());
}

function countIn(cloud: Cloud, recorder: Recorder): CountedCloud {
  const lines: LogLine[] = [];
  cloud.logs.subscribe((line) => {
    lines.push(line);
  });
  const { kvs } = cloud;
  const get = kvs.get.bind(kvs);
  let edgeStoreReads = 0;
  kvs.get = (key) => {
    edgeStoreReads += 1;
    return get(key);
  };
  const [lambda] = listResources(cloud.graph, FUNCTION);
  if (lambda === undefined) throw new Error("The program declares no function.");
  const { name } = parseInputs(FunctionInputs, lambda);
  return { cloud, functionName: name, lines, units: recorder.units, edgeStoreReads: () => edgeStoreReads };
}
