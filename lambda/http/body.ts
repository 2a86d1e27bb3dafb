import { isUtf8 } from "node:buffer";
import { createHash } from "node:crypto";
import * as v from "valibot";

import { BODY_BYTES_MAX } from "../../rules/contract/function.ts";
import { BODY_HASH_HEADER } from "../../rules/contract/headers.ts";
import { ProblemError, type FieldError } from "../problem.ts";
import type { Call } from "./route.ts";

/** Reads a JSON body by its schema, or throws the problem that names each wrong field. */
export async function readBody<Schema extends v.GenericSchema>(
  call: Call,
  schema: Schema,
): Promise<v.InferOutput<Schema>> {
  const parsed = v.safeParse(schema, parseJson(await readText(call)));
  if (!parsed.success) throw invalidRequest(parsed.issues.map(toFieldError));
  return parsed.output;
}

/** Makes the problem of a request whose fields are wrong. */
export function invalidRequest(errors: readonly FieldError[]): ProblemError {
  const detail = errors.map(({ field, message }) => (field === "" ? message : `${field} ${message}`)).join("; ");
  return new ProblemError(400, "invalid-request", "Some of what was sent is not valid", `${detail}.`, { errors });
}

async function readText(call: Call): Promise<string> {
  const announced = Number(call.req.header("content-length") ?? 0);
  if (announced > BODY_BYTES_MAX) throw tooLarge();
  const bytes = await call.req.arrayBuffer();
  if (bytes.byteLength > BODY_BYTES_MAX) throw tooLarge();
  // A Function URL hands a JSON body on as text: what is no character has become U+FFFD by then, and the bytes are others.
  const sent = call.req.header(BODY_HASH_HEADER) ?? "";
  if (!isUtf8(Buffer.from(bytes)) || (SHA256.test(sent) && sent !== sha256Of(bytes)))
    throw invalidRequest([{ field: "", message: "The body must be UTF-8" }]);
  return new TextDecoder().decode(bytes);
}

/** It may also say that the payload is not signed. */
const SHA256 = /^[0-9a-f]{64}$/;

function sha256Of(bytes: ArrayBuffer): string {
  return createHash("sha256").update(Buffer.from(bytes)).digest("hex");
}

function tooLarge(): ProblemError {
  return new ProblemError(
    413,
    "invalid-request",
    "That is too much at once",
    `A request may hold at most ${BODY_BYTES_MAX} bytes.`,
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw invalidRequest([{ field: "", message: "The body must be JSON" }]);
  }
}

function toFieldError(issue: v.BaseIssue<unknown>): FieldError {
  const field = v.getDotPath(issue) ?? "";
  if (issue.received === "undefined") return { field, message: "is missing" };
  if (issue.expected === "never") return { field, message: "is not known here" };
  // valibot's own messages quote what was received, which may be a password.
  return { field, message: issue.message.startsWith("Invalid ") ? inWords(issue) : issue.message };
}

/** Says of a schema without words of its own what it wants, as somebody reads it who sees a form and no code. */
function inWords({ type, requirement, expected, input }: v.BaseIssue<unknown>): string {
  const limit = String(requirement);
  switch (type) {
    case "min_value":
      return `must be at least ${limit}`;
    case "max_value":
      return `must be at most ${limit}`;
    case "min_length":
      return limit === "1"
        ? "must not be empty"
        : `must have at least ${limit} ${Array.isArray(input) ? "entries" : "characters"}`;
    case "max_length":
      return `must have at most ${limit} ${Array.isArray(input) ? "entries" : "characters"}`;
    default:
      return (
        KINDS[type] ??
        (expected?.startsWith("(") === true || expected?.startsWith('"') === true
          ? `must be ${listed(expected)}`
          : "is not valid")
      );
  }
}

const KINDS: Readonly<Record<string, string>> = {
  integer: "must be a whole number",
  number: "must be a number",
  string: "must be text",
  boolean: "must be yes or no",
  array: "must be a list",
};

/** `("cash" | "card")` as `cash or card`. */
function listed(expected: string): string {
  const words = expected.replace(/[("')]/g, "").split(" | ");
  return [words.slice(0, -1).join(", "), ...words.slice(-1)].filter((part) => part !== "").join(" or ");
}
