import * as v from "valibot";
import { respondText, type OriginResponse } from "../http/origin.ts";

const Scalar = v.pipe(v.union([v.string(), v.number(), v.boolean()]), v.transform(String));

const Structured = v.object({
  statusCode: v.pipe(
    v.union([v.number(), v.pipe(v.string(), v.digits())]),
    v.transform(Number),
    v.integer(),
    v.minValue(100),
    v.maxValue(599),
  ),
  headers: v.optional(v.nullable(v.record(v.string(), Scalar)), {}),
  cookies: v.optional(v.nullable(v.array(v.string())), []),
  body: v.optional(v.nullable(v.string()), ""),
  isBase64Encoded: v.optional(v.boolean(), false),
});

/** A Function URL's answer when the function fails in any way. */
export function functionFailed(): OriginResponse {
  return respondText(502, "application/json", "Internal Server Error");
}

/** What Lambda says of an invocation that is one too many. */
export const THROTTLED = {
  status: 429,
  errorType: "TooManyRequestsException",
  body: JSON.stringify({
    Reason: "ReservedFunctionConcurrentInvocationLimitExceeded",
    Type: "User",
    message: "Rate Exceeded.",
  }),
};

/**
 * Interprets a function's result, payload format 2.0: with a `statusCode` it is a response, else it is itself the body
 * (developer guide, "Invoking Lambda function URLs", response payload format). Undefined means not understandable.
 */
export function fromUrlResult(json: string): OriginResponse | undefined {
  const result: unknown = JSON.parse(json);
  if (typeof result === "string") return respondText(200, "application/json", result);
  if (typeof result !== "object" || result === null || !("statusCode" in result)) {
    return respondText(200, "application/json", json);
  }
  const parsed = v.safeParse(Structured, result);
  return parsed.success ? toResponse(parsed.output) : undefined;
}

function toResponse({
  statusCode,
  headers,
  cookies,
  body,
  isBase64Encoded,
}: v.InferOutput<typeof Structured>): OriginResponse {
  const named: Record<string, string> = { "content-type": "application/json" };
  for (const [name, value] of Object.entries(headers ?? {})) named[name.toLowerCase()] = value;
  return {
    status: statusCode,
    headers: named,
    cookies: cookies ?? [],
    body: Buffer.from(body ?? "", isBase64Encoded ? "base64" : "utf8"),
  };
}
