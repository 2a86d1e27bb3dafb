import { randomUUID } from "node:crypto";
import * as v from "valibot";
import type { Need } from "../aws/access.ts";
import { restFault, restRefusal, type ApiRequest, type ApiResponse, type ServiceApi } from "../aws/controlPlane.ts";
import type { Invocable } from "./asyncInvocations.ts";
import { describeAlias, describeVersion } from "./describe.ts";
import { describeTimeout, type Outcome } from "./executionEnvironment.ts";
import type { LambdaFunction } from "./function.ts";
import { THROTTLED } from "./response.ts";
import { updateAlias, type AliasUpdate } from "./updateAlias.ts";
import { resolveVersion, type Version } from "./versions.ts";

const PATH = /^\/2015-03-31\/functions\/([^/]+)(?:\/(configuration|versions|aliases|invocations)(?:\/([^/]+))?)?\/?$/;
// Lambda's largest page of a list.
const MAXIMUM_PAGE = 50;

/** What a request is for; the qualifier may come in the path, in the query or not at all. */
interface Target {
  lambda: Invocable;
  qualifier: string | undefined;
  aliasName: string;
}

type Operation = (target: Target, request: ApiRequest) => ApiResponse | Promise<ApiResponse>;

/** Serves the part of Lambda's API that reads versions and aliases, moves an alias and invokes a function (paths and shapes as in the SDK's model). */
export function lambdaApi(functions: readonly Invocable[]): ServiceApi {
  return async (request) => {
    const [, name, part = "function", aliasName] = PATH.exec(decodePath(request.path)) ?? [];
    const operation = OPERATIONS[`${request.method} ${part}${aliasName === undefined ? "" : "/one"}`];
    if (name === undefined || operation === undefined) {
      return restFault(404, "UnknownOperationException", `The local Lambda has no ${request.method} ${request.path}.`);
    }
    const [functionName = "", suffix] = name.replace(/^.*:?function:/, "").split(":");
    const lambda = functions.find((candidate) => candidate.name === functionName);
    if (lambda === undefined) return notFound(`Function not found: ${functionName}`);
    const qualifier = request.query.get("Qualifier") ?? suffix;
    const refusal = request.refusal([needOf(operation.action, lambda.arn, qualifier)]);
    if (refusal !== undefined) return restRefusal(refusal);
    return operation.run({ lambda, qualifier, aliasName: aliasName ?? "" }, request);
  };
}

/** Says what an operation needs: the API's Invoke is IAM's InvokeFunction, and it needs it on what it is qualified by. */
function needOf(action: string, arn: string, qualifier: string | undefined): Need {
  if (action !== "Invoke") return { action: `lambda:${action}`, resource: arn };
  return { action: "lambda:InvokeFunction", resource: qualifier === undefined ? arn : `${arn}:${qualifier}` };
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    // A malformed escape names no function.
    return "";
  }
}

const OPERATIONS: Readonly<Record<string, { action: string; run: Operation }>> = {
  "GET function": {
    action: "GetFunction",
    // Without Code.Location: the code is a directory of this machine, not an archive behind an address.
    run: withVersion((configuration) => ({ Configuration: configuration, Code: { RepositoryType: "S3" } })),
  },
  "GET configuration": { action: "GetFunctionConfiguration", run: withVersion((configuration) => configuration) },
  "GET versions": { action: "ListVersionsByFunction", run: listVersions },
  "GET aliases": { action: "ListAliases", run: listAliases },
  "GET aliases/one": { action: "GetAlias", run: getAlias },
  "POST invocations": { action: "Invoke", run: invoke },
  "PUT aliases/one": { action: "UpdateAlias", run: moveAlias },
};

/** The actions of Lambda's API that are realised. */
export const LAMBDA_ACTIONS = Object.values(OPERATIONS).map(({ action }) => action);

function listVersions({ lambda }: Target, { query }: ApiRequest): ApiResponse {
  const { latest, versions } = lambda.state();
  return answerPage(query, "Versions", [latest, ...versions], (version) => describe(version, lambda, version.version));
}

function listAliases({ lambda }: Target, { query }: ApiRequest): ApiResponse {
  const wanted = query.get("FunctionVersion");
  const aliases = lambda.state().aliases.filter(({ functionVersion }) => wanted === null || functionVersion === wanted);
  return answerPage(query, "Aliases", aliases, (alias) => describeAlias(alias, lambda.arn));
}

function getAlias({ lambda, aliasName }: Target): ApiResponse {
  const alias = lambda.state().aliases.find(({ name }) => name === aliasName);
  return alias === undefined ? noAlias(lambda, aliasName) : answer(describeAlias(alias, lambda.arn));
}

async function moveAlias({ lambda, aliasName }: Target, { body }: ApiRequest): Promise<ApiResponse> {
  const result = await lambda.change<AliasUpdate | undefined>((state) => {
    const alias = state.aliases.find(({ name }) => name === aliasName);
    return alias === undefined ? [state, undefined] : updateAlias(state, alias, body.toString("utf8"), randomUUID);
  });
  if (result === undefined) return noAlias(lambda, aliasName);
  return result.ok
    ? answer(describeAlias(result.alias, lambda.arn))
    : restFault(result.status, result.code, result.message);
}

async function invoke(target: Target, { headers, body }: ApiRequest): Promise<ApiResponse> {
  const { lambda, qualifier } = target;
  const version = resolveVersion(lambda.state(), qualifier);
  if (version === undefined) return noVersion(target);
  const event = v.safeParse(Event, body.toString("utf8") || "{}");
  if (!event.success) return restFault(400, "InvalidRequestContentException", "The payload is not JSON.");
  const executed = { "x-amz-executed-version": version.version };
  switch (headers["x-amz-invocation-type"] ?? "RequestResponse") {
    case "Event":
      lambda.later.take(event.output, qualifier);
      return { status: 202, headers: executed, body: "" };
    case "DryRun":
      return { status: 204, headers: executed, body: "" };
    case "RequestResponse":
      return answerOutcome(await lambda.invoke(event.output, qualifier), executed);
    default:
      return restFault(400, "InvalidParameterValueException", "InvocationType is Event, RequestResponse or DryRun.");
  }
}

const Event = v.pipe(v.string(), v.parseJson());

/** Answers what a function returned, or how it failed, which is a 200 as well. */
function answerOutcome(outcome: Outcome, headers: Readonly<Record<string, string>>): ApiResponse {
  if (outcome.kind === "throttled")
    return {
      status: THROTTLED.status,
      headers: { "content-type": "application/json", "x-amzn-errortype": THROTTLED.errorType },
      body: THROTTLED.body,
    };
  if (outcome.kind === "result") return { status: 200, headers, body: outcome.json };
  const failed = { ...headers, "x-amz-function-error": "Unhandled" };
  return { status: 200, headers: failed, body: JSON.stringify(failureOf(outcome)) };
}

function failureOf(outcome: Exclude<Outcome, { kind: "result" | "throttled" }>): object {
  switch (outcome.kind) {
    case "error":
      return outcome.error;
    case "timeout":
      return { errorMessage: describeTimeout(outcome) };
    case "crashed":
      return { errorMessage: outcome.reason };
  }
}

function withVersion(shape: (configuration: object) => object): Operation {
  return (target) => {
    const { lambda, qualifier } = target;
    const version = resolveVersion(lambda.state(), qualifier);
    return version === undefined ? noVersion(target) : answer(shape(describe(version, lambda, qualifier)));
  };
}

function describe(version: Version, { name, arn }: LambdaFunction, qualifier: string | undefined): object {
  return describeVersion(version, qualifier === undefined ? arn : `${arn}:${qualifier}`, name);
}

/** Answers one page of a list; the marker is where the next one begins. */
function answerPage<T>(
  query: URLSearchParams,
  member: string,
  all: readonly T[],
  describeOne: (item: T) => object,
): ApiResponse {
  const [start, size] = [Number(query.get("Marker") ?? 0), Number(query.get("MaxItems") ?? MAXIMUM_PAGE)];
  if (!Number.isInteger(start) || start < 0)
    return restFault(400, "InvalidParameterValueException", "Marker is not one that this list gave.");
  if (!Number.isInteger(size) || size < 1)
    return restFault(400, "InvalidParameterValueException", "MaxItems is 1 or more.");
  const end = start + Math.min(size, MAXIMUM_PAGE);
  return answer({
    [member]: all.slice(start, end).map(describeOne),
    ...(end < all.length ? { NextMarker: String(end) } : {}),
  });
}

function noVersion({ lambda, qualifier }: Target): ApiResponse {
  return notFound(`Function not found: ${lambda.arn}:${String(qualifier)}`);
}

function noAlias(lambda: LambdaFunction, aliasName: string): ApiResponse {
  return notFound(`Cannot find alias arn: ${lambda.arn}:${aliasName}`);
}

function notFound(message: string): ApiResponse {
  return restFault(404, "ResourceNotFoundException", message);
}

function answer(body: object): ApiResponse {
  return { status: 200, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}
