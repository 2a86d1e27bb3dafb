import * as v from "valibot";

import type { ProblemCode } from "./problem.ts";
import type { Access } from "./session.ts";

/** What an operation answers with a status. Without a schema and a media type it has no body. */
export interface Answer {
  readonly description: string;
  /** Of a JSON body. */
  readonly schema?: v.GenericSchema;
  /** Of any other body. */
  readonly media?: "text/html" | "text/csv" | "text/calendar" | "application/pdf";
  /** Headers that say something of their own, each with what it says. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** A parameter of the query, or a header that changes the answer. */
export interface Parameter {
  readonly in: "query" | "header";
  readonly description: string;
  readonly schema: v.GenericSchema;
  readonly required?: boolean;
}

/** Sent with a reading, it is answered 304 where nothing has changed since. */
export const COPY: Readonly<Record<string, Parameter>> = {
  "if-none-match": { in: "header", description: "The ETag of the copy that is there.", schema: v.string() },
};
export const STILL_RIGHT: Answer = { description: "The copy is still right." };

/** What is to be known of ids where one is of a charter. */
export const ID_PER_CHARTER =
  "The id is made by the client, and is of this charter alone: sent again there, it is the same thing; on another charter it is another one.";

/** One thing that the API does. The table of them is the contract: the Lambda pairs each with its handler. */
export interface Operation {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** With its parameters as `{name}`; PATH_PARAMETERS says what they are. */
  readonly path: string;
  readonly access: Access;
  /** Whether it asks for a session of which its owner has proved just now who they are: it changes how one signs in. */
  readonly fresh?: boolean;
  /** What it does, in one sentence. */
  readonly summary: string;
  /** What a program that uses it has to know besides. */
  readonly description?: string;
  readonly parameters?: Readonly<Record<string, Parameter>>;
  /** Of a request that changes something. */
  readonly body?: v.GenericSchema;
  readonly answers: Readonly<Record<number, Answer>>;
  /** Why it refuses, by status; what every operation of its kind may answer is added by problemsOf. */
  readonly problems?: Readonly<Record<number, readonly ProblemCode[]>>;
}

/** Tells whether an operation changes something: such a request carries the client header, a hash and JSON. */
export function isStateChange({ method }: Pick<Operation, "method">): boolean {
  return method !== "GET";
}

/** Lists every problem that an operation can answer, by status. */
export function problemsOf(operation: Operation): Map<number, ProblemCode[]> {
  const all = new Map<number, ProblemCode[]>();
  const add = (status: number, ...codes: readonly ProblemCode[]): void => {
    all.set(status, [...new Set([...(all.get(status) ?? []), ...codes])].sort());
  };
  if (isStateChange(operation)) {
    add(403, "cross-site");
    add(415, "unsupported-media-type");
  }
  if (operation.body !== undefined) {
    add(400, "invalid-request");
    add(413, "invalid-request");
  }
  if (operation.access !== "public") {
    add(401, "not-signed-in");
    // Of the crew's operations too: a role of a newer version may do nothing.
    add(403, "not-allowed");
    if (isStateChange(operation)) add(409, "other-author");
    if (operation.fresh === true) add(403, "sign-in-again");
  }
  for (const [status, codes] of Object.entries(operation.problems ?? {})) add(Number(status), ...codes);
  add(500, "internal");
  add(503, "throttled");
  return all;
}
