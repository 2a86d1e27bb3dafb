import { problemType, type Problem, type ProblemCode } from "../rules/contract/api/problem.ts";
import { PROBLEM_MEDIA_TYPE } from "../rules/contract/headers.ts";
import { BrokenItem, TableUnavailable } from "./dynamodb/errors.ts";

export interface FieldError {
  readonly field: string;
  readonly message: string;
}

interface ProblemExtras {
  readonly errors?: readonly FieldError[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a request is refused with: `title` says what happened, `detail` what the person can do about it. */
export class ProblemError extends Error {
  readonly status: number;
  readonly code: ProblemCode;
  readonly detail: string;
  readonly extras: ProblemExtras;

  constructor(status: number, code: ProblemCode, title: string, detail: string, extras: ProblemExtras = {}) {
    super(title);
    this.name = "ProblemError";
    this.status = status;
    this.code = code;
    this.detail = detail;
    this.extras = extras;
  }
}

/** Makes the problem of something that does not exist. */
export function notFound(title: string, detail: string): ProblemError {
  return new ProblemError(404, "not-found", title, detail);
}

/** Makes the problem of an id that was used before for something else. */
export function idTaken(): ProblemError {
  return new ProblemError(
    409,
    "conflict",
    "This id was used before, for something else",
    "Nothing was changed. Reload the page, check what is there, and enter it again if it is missing.",
  );
}

/**
 * Makes the problem of more than a limit allows: worth another try after so many seconds. What `say` is given, such as "Wait
 * 2 minutes", is made of them, so that nobody writes by hand for how long.
 */
export function tooMany(
  title: string,
  retryAfterSeconds: number,
  say: (wait: string) => string = (wait) => `${wait}, then try again.`,
): ProblemError {
  return new ProblemError(429, "throttled", title, say(sayWait(retryAfterSeconds)), {
    headers: { "retry-after": String(retryAfterSeconds) },
  });
}

/** Says for how long to wait, in full minutes. */
function sayWait(seconds: number): string {
  const minutes = Math.ceil(seconds / 60);
  return `Wait ${minutes} ${minutes === 1 ? "minute" : "minutes"}`;
}

/** Makes the problem of losing a race too often. The same request may simply be sent again. */
export function busy(retryAfterSeconds = 1): ProblemError {
  return new ProblemError(
    503,
    "throttled",
    "The system is busy",
    "Others are at the same thing. Wait a moment and try again: nothing is ever recorded twice.",
    {
      headers: { "retry-after": String(retryAfterSeconds) },
    },
  );
}

/** Makes the problem of a table that did not answer: what was asked of it may or may not have been done. */
function unavailable(): ProblemError {
  return new ProblemError(
    503,
    "throttled",
    "The system is busy",
    "It may have been saved, or not. Wait a moment and try again: nothing is ever recorded twice.",
    { headers: { "retry-after": "2" } },
  );
}

/** Tells whether something failed because of what is stored: the alarm broken-item is about it. */
export function isBrokenItem(error: unknown): boolean {
  return error instanceof BrokenItem;
}

/** Makes the problem of a change that needs a part of something that cannot be read. Sent again it is refused again, until that is mended. */
function partBroken(part: string): ProblemError {
  return new ProblemError(
    409,
    "conflict",
    `This needs ${part}, which cannot be read`,
    `Nothing was recorded. What is stored is kept as it is, and whatever does not need it goes on. ${TELL}`,
  );
}

const TELL = "Tell whoever runs the system: “broken-item” in their runbook says what to do.";

/** Makes the problem of what cannot be read: nobody but the operator can do anything about it. */
function broken(): ProblemError {
  return new ProblemError(
    500,
    "internal",
    "What is stored of this cannot be read",
    `It is kept as it is, and everything else goes on. ${TELL}`,
  );
}

/** Maps anything thrown to the problem that the client sees; a fault shows nothing but the request id. */
export function toProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  if (error instanceof TableUnavailable) return unavailable();
  if (error instanceof BrokenItem) return error.needed === undefined ? broken() : partBroken(error.needed);
  return new ProblemError(
    500,
    "internal",
    "Something went wrong on our side",
    "Try again. If it keeps happening, quote the id below when asking for help.",
  );
}

/** Writes a problem as `application/problem+json`, RFC 9457. */
export function problemResponse(problem: ProblemError, requestId: string): Response {
  const body: Problem = {
    type: problemType(problem.code),
    title: problem.message,
    status: problem.status,
    detail: problem.detail,
    instance: requestId,
    ...(problem.extras.errors === undefined ? {} : { errors: [...problem.extras.errors] }),
  };
  return new Response(JSON.stringify(body), {
    status: problem.status,
    headers: { ...problem.extras.headers, "content-type": PROBLEM_MEDIA_TYPE },
  });
}
