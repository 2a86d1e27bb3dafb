import { problemType, type ProblemCode } from "../../rules/contract/api/problem.ts";
import type { ApiFailure, Sent } from "./apiFetch.ts";

export interface Explanation {
  readonly title: string;
  readonly detail: string;
  /** What was asked for is not there, and will not be: there is nothing to try again. */
  readonly gone?: true;
}

const WITHOUT_ANSWER: Readonly<Record<"offline" | "timeout" | "garbled" | "written", Explanation>> = {
  offline: {
    title: "No connection",
    detail: "No answer came. Check the signal and try again: nothing is ever recorded twice.",
  },
  written: {
    title: "It is saved",
    detail: "What it came to could not be read just now. Close this and look: there is nothing to enter again.",
  },
  timeout: { title: "No answer yet", detail: "The network is very slow. Try again: nothing is ever recorded twice." },
  garbled: {
    title: "That answer made no sense",
    detail:
      "Something between here and the server answered instead of it. If you are on a guest Wi-Fi, sign in to that first, then try again.",
  },
};

/** Says what happened and what to do, for the person at the screen. */
export function explain(failure: ApiFailure): Explanation {
  if (failure.kind !== "problem") return WITHOUT_ANSWER[failure.kind];
  const { title, detail } = failure.problem;
  return { title, detail: detail ?? "Try again in a moment.", ...(failure.status === 404 && { gone: true }) };
}

/** What a write is refused with on the device itself, where the server would refuse it for ever: its clock shows no year of ours. */
export function wrongClock(): Extract<ApiFailure, { kind: "problem" }> {
  const detail = "Nothing was recorded. Set its date and time, reload this page, and do it again.";
  return problemOf("invalid-request", "The clock of this device is wrong", detail);
}

/** What is refused on the device itself, in the server's form. */
export function problemOf(code: ProblemCode, title: string, detail: string): Extract<ApiFailure, { kind: "problem" }> {
  const problem = { type: problemType(code), title, status: 400, detail };
  return { ok: false, kind: "problem", status: problem.status, problem };
}

/** Tells whether what was sent may be on record for all that is known: no answer came, or one of a server at fault. */
export function isUndecided(result: Sent<unknown>): boolean {
  return !result.ok && (result.kind === "problem" ? result.status >= 500 : result.kind !== "waiting");
}

/** Tells whether the server gave a certain reason. */
export function isProblem(failure: ApiFailure, code: ProblemCode): boolean {
  return failure.kind === "problem" && failure.problem.type === problemType(code);
}

/** The server's findings by field, for fields that the form shows. */
export function fieldProblems(failure: ApiFailure): Readonly<Record<string, string>> {
  if (failure.kind !== "problem") return {};
  return Object.fromEntries((failure.problem.errors ?? []).map(({ field, message }) => [field, sentence(message)]));
}

function sentence(message: string): string {
  const text = message.startsWith("must") ? `This ${message}` : message;
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
