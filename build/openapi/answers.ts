import { PROBLEM_MEDIA_TYPE } from "../../rules/contract/headers.ts";
import { problemsOf, type Answer, type Operation } from "../../rules/contract/api/operation.ts";
import { Problem, problemType, type ProblemCode } from "../../rules/contract/api/problem.ts";
import { PROBLEM_MEANINGS } from "../../rules/contract/api/problemMeanings.ts";
import { refer, type Json } from "./json.ts";
import type { Write } from "./shapes.ts";

/** Writes an answer that is no problem. */
export function writeAnswer({ description, schema, media, headers }: Answer, write: Write): Json {
  const type = media ?? (schema === undefined ? undefined : "application/json");
  const body = schema === undefined ? { type: "string" } : write(schema, "answer");
  return {
    description,
    ...(headers === undefined ? {} : { headers: writeHeaders(headers) }),
    ...(type === undefined ? {} : { content: { [type]: { schema: body } } }),
  };
}

function writeHeaders(headers: Readonly<Record<string, string>>): Json {
  return Object.fromEntries(
    Object.entries(headers).map(([name, description]) => [name, { description, schema: { type: "string" } }]),
  );
}

/** Refers to the problems of an operation, each by its status. */
export function referToProblems(operation: Operation): Json {
  const all = [...problemsOf(operation)].map(([status, codes]) => [status, refer("responses", nameOf(status, codes))]);
  return Object.fromEntries(all) as Json;
}

/** Writes the problems that any of the operations can answer, each combination of status and types once. */
export function writeProblems(operations: readonly Operation[], write: Write): Json {
  const all = operations.flatMap((operation) => [...problemsOf(operation)]);
  return Object.fromEntries(all.map(([status, codes]) => [nameOf(status, codes), writeProblem(status, codes, write)]));
}

function nameOf(status: number, codes: readonly ProblemCode[]): string {
  return [status, ...codes].join(".");
}

function writeProblem(status: number, codes: readonly ProblemCode[], write: Write): Json {
  const schema = {
    ...write(Problem, "answer"),
    properties: { type: { enum: codes.map(problemType) }, status: { const: status } },
  };
  return {
    description: codes.map((code) => `\`${problemType(code)}\`: ${meaningOf(status, code)}`).join("\n\n"),
    ...(codes.includes("throttled") ? { headers: { "Retry-After": RETRY_AFTER } } : {}),
    content: { [PROBLEM_MEDIA_TYPE]: { schema } },
  };
}

/** The one type that two statuses share for two reasons. */
function meaningOf(status: number, code: ProblemCode): string {
  return status === 413 ? "The body is too large." : PROBLEM_MEANINGS[code];
}

const RETRY_AFTER = { description: "Seconds to wait.", schema: { type: "integer", minimum: 0 } };
