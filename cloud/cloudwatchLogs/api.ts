import * as v from "valibot";
import { arnOf } from "../aws/account.ts";
import type { Refusal } from "../aws/access.ts";
import type { ApiRequest, ApiResponse, ServiceApi } from "../aws/controlPlane.ts";
import type { LogLine } from "../data/logs.ts";
import { parseFilterPattern, type Matches } from "./filterPattern.ts";
import { PatternError } from "./patternError.ts";

/** The lines of every log group, the oldest first. */
export type LogGroups = ReadonlyMap<string, () => readonly LogLine[]>;

const MAXIMUM_EVENTS = 10_000;

const FilterLogEvents = v.object({
  logGroupName: v.optional(v.string()),
  logGroupIdentifier: v.optional(v.string()),
  logStreamNames: v.optional(v.array(v.string())),
  logStreamNamePrefix: v.optional(v.string(), ""),
  startTime: v.optional(v.number(), 0),
  endTime: v.optional(v.number(), Infinity),
  filterPattern: v.optional(v.string(), ""),
  startFromHead: v.optional(v.boolean(), true),
  nextToken: v.optional(v.pipe(v.string(), v.regex(/^[fb]\/\d+$/))),
  limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAXIMUM_EVENTS)), MAXIMUM_EVENTS),
});
type Search = v.InferOutput<typeof FilterLogEvents>;

/** Serves FilterLogEvents of CloudWatch Logs over what the functions have written since the cloud started. */
export function logsApi(groups: LogGroups): ServiceApi {
  return (request) => {
    const action = (request.headers["x-amz-target"] ?? "").split(".").at(-1) ?? "";
    const operation = Object.hasOwn(OPERATIONS, action) ? OPERATIONS[action] : undefined;
    const answer =
      operation === undefined
        ? fault("UnknownOperationException", `The local logs have ${LOGS_ACTIONS.join(", ")}, not ${action}.`)
        : operation(groups, request);
    return Promise.resolve(answer);
  };
}

const OPERATIONS: Readonly<Record<string, (groups: LogGroups, request: ApiRequest) => ApiResponse>> = {
  FilterLogEvents: filterLogEvents,
};

/** The actions of CloudWatch Logs that are realised. */
export const LOGS_ACTIONS = Object.keys(OPERATIONS);

function filterLogEvents(groups: LogGroups, request: ApiRequest): ApiResponse {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), FilterLogEvents), request.body.toString("utf8"));
  if (!parsed.success)
    return fault("InvalidParameterException", `FilterLogEvents was asked wrongly: ${v.summarize(parsed.issues)}`);
  const group = groupName(parsed.output);
  const resource = arnOf("logs", `log-group:${group}:log-stream:`);
  const refusal = request.refusal([{ action: "logs:FilterLogEvents", resource }]);
  if (refusal !== undefined) return refuse(refusal);
  const lines = groups.get(group);
  if (lines === undefined) return fault("ResourceNotFoundException", "The specified log group does not exist.");
  try {
    return answer(search(lines(), parsed.output, parseFilterPattern(parsed.output.filterPattern)));
  } catch (problem) {
    if (problem instanceof PatternError)
      return fault("InvalidParameterException", `Invalid filter pattern. ${problem.message}`);
    throw problem;
  }
}

/** Reads the group from its name or ARN. */
function groupName({ logGroupName, logGroupIdentifier = "" }: Search): string {
  return logGroupName ?? logGroupIdentifier.replace(arnOf("logs", "log-group:"), "").replace(/:\*$/, "");
}

function search(lines: readonly LogLine[], asked: Search, matches: Matches): object {
  // A token is the direction and the number of the line before the next page.
  const forward = asked.nextToken === undefined ? asked.startFromHead : asked.nextToken.startsWith("f");
  const seen = asked.nextToken === undefined ? undefined : Number(asked.nextToken.slice(2));
  const isNext = (id: number): boolean => seen === undefined || (forward ? id > seen : id < seen);
  const found = lines.filter((line) => isNext(line.id) && isAsked(line, asked) && matches(line.text));
  const page = (forward ? found : found.reverse()).slice(0, asked.limit);
  const last = page.at(-1);
  return {
    events: page.map(describeEvent),
    searchedLogStreams: [],
    ...(last !== undefined && found.length > page.length
      ? { nextToken: `${forward ? "f" : "b"}/${String(last.id)}` }
      : {}),
  };
}

function isAsked(
  { timestamp, stream = "" }: LogLine,
  { startTime, endTime, logStreamNames, logStreamNamePrefix }: Search,
): boolean {
  const inTime = timestamp >= startTime && timestamp <= endTime;
  return (
    inTime &&
    stream.startsWith(logStreamNamePrefix) &&
    (logStreamNames === undefined || logStreamNames.includes(stream))
  );
}

function describeEvent({ id, timestamp, stream = "", text }: LogLine): object {
  // An event's id has 56 digits on AWS; the instant in front keeps ids of two runs of the cloud apart.
  const eventId = String(timestamp).padStart(28, "0") + String(id).padStart(28, "0");
  return { eventId, timestamp, ingestionTime: timestamp, logStreamName: stream, message: text };
}

function answer(body: object): ApiResponse {
  return { status: 200, headers: { "content-type": "application/x-amz-json-1.1" }, body: JSON.stringify(body) };
}

function refuse({ code, message }: Refusal): ApiResponse {
  return fault(code === "AccessDenied" ? "AccessDeniedException" : "UnrecognizedClientException", message);
}

function fault(code: string, message: string): ApiResponse {
  return {
    status: 400,
    headers: { "content-type": "application/x-amz-json-1.1", "x-amzn-errortype": code },
    body: JSON.stringify({ __type: code, message }),
  };
}
