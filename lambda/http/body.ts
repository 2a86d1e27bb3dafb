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
  return {
    field,
    message: issue.message.startsWith("Invalid ") ? `must be ${issue.expected ?? "valid"}` : issue.message,
  };
}
