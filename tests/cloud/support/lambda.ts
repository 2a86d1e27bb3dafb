import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { LambdaClient, paginateListVersionsByFunction } from "@aws-sdk/client-lambda";
import type { Graph, Resource } from "../../../cloud/graph/graph.ts";
import { PUBLISHED } from "../../../cloud/lambda/types.ts";
import { declare, declareSmallSystem, type SmallSystem } from "./graph.ts";

const COMMON = { region: "us-east-1", credentials: { accessKeyId: "local", secretAccessKey: "local" }, maxAttempts: 1 };

/** Opens AWS's own Lambda client on a control plane. */
export function openLambda(endpoint: string): LambdaClient {
  return new LambdaClient({ ...COMMON, endpoint });
}

/** Lists the versions of a function, page by page. */
export async function listVersions(
  client: LambdaClient,
  FunctionName: string,
  pageSize = 50,
): Promise<(string | undefined)[]> {
  const found: (string | undefined)[] = [];
  for await (const page of paginateListVersionsByFunction({ client, pageSize }, { FunctionName })) {
    found.push(...(page.Versions ?? []).map(({ Version }) => Version));
  }
  return found;
}

/** Opens AWS's own CloudWatch Logs client on a control plane. */
export function openCloudWatchLogs(endpoint: string): CloudWatchLogsClient {
  return new CloudWatchLogsClient({ ...COMMON, endpoint });
}

/** Changes the inputs of every resource of a type. */
export function edit(graph: Graph, type: string, inputs: Record<string, unknown>): Graph {
  const change = (resource: Resource): Resource =>
    resource.type === `aws:${type}` ? { ...resource, inputs: { ...resource.inputs, ...inputs } } : resource;
  return { ...graph, resources: graph.resources.map(change) };
}

/** Declares the small system with a function that publishes versions, and its URL at an alias, as the real program does. */
export async function declareReleasedSystem(system: SmallSystem = {}): Promise<Graph> {
  const published = edit(await declareSmallSystem(system), "lambda/function:Function", { publish: true });
  const qualified = edit(
    edit(published, "lambda/functionUrl:FunctionUrl", { qualifier: "live" }),
    "lambda/permission:Permission",
    { qualifier: "live" },
  );
  const live = await declare("lambda/alias:Alias", "live", { functionName: "api", functionVersion: PUBLISHED });
  return { ...qualified, resources: [...qualified.resources, live] };
}
