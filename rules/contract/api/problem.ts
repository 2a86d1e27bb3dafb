import * as v from "valibot";

/** An RFC 9457 problem, `application/problem+json`. `title` and `detail` are sentences for the person at the screen. */
export const Problem = v.object({
  /** Stable, for code: `https://ship-captain-crew.example/problems/<code>` would need a host, so a relative reference. */
  type: v.string(),
  title: v.string(),
  status: v.number(),
  detail: v.optional(v.string()),
  /** The request id to quote when asking for help. */
  instance: v.optional(v.string()),
  /** One entry a field that was wrong; `field` is a dotted path into the body. */
  errors: v.optional(v.array(v.object({ field: v.string(), message: v.string() }))),
});
export type Problem = v.InferOutput<typeof Problem>;

/** Codes a client acts on, the last segment of `type`. */
export const PROBLEM_CODES = [
  "invalid-request",
  "not-signed-in",
  "not-allowed",
  "other-author",
  "sign-in-again",
  "not-found",
  "conflict",
  "stale-revision",
  "throttled",
  "wrong-sign-in",
  "wrong-password",
  "code-needed",
  "wrong-code",
  "wrong-passkey",
  "ledger-full",
  "no-go",
  "count-differs",
  "list-changed",
  "waiver-outdated",
  "cross-site",
  "unsupported-media-type",
  "internal",
] as const;
export type ProblemCode = (typeof PROBLEM_CODES)[number];

/** Writes a code as a problem type. */
export function problemType(code: ProblemCode): string {
  return `/problems/${code}`;
}
