import { openAccess, type Access } from "../aws/access.ts";
import { accessKeyOf, isTemporary } from "../aws/accessKeys.ts";
import type { WholeAnswer, WholeRequest } from "../http/answering.ts";
import { needsOf } from "./needs.ts";

/** Stands before the tables and lets through what callers may do. */
export interface Guard extends Pick<Access, "admit"> {
  /** The refusal of a request; undefined when its caller may make it. */
  refusal(request: WholeRequest): WholeAnswer | undefined;
}

/** Opens a guard that knows nobody but operators; `onRefusal` hears whom it sends away, and why. */
export function openGuard(onRefusal: (message: string) => void): Guard {
  const access = openAccess(onRefusal);
  return {
    admit: (principals) => {
      access.admit(principals);
    },
    refusal: (request) => {
      const key = accessKeyOf(request.headers.authorization, request.url);
      if (!isTemporary(key)) return undefined;
      const input = readJson(request.body);
      // What is not JSON is refused behind, as on AWS.
      if (input === undefined) return undefined;
      const refusal = access.refusal(key, needsOf(actionOf(request), input));
      if (refusal === undefined) return undefined;
      const type = refusal.code === "AccessDenied" ? "AccessDeniedException" : "UnrecognizedClientException";
      return answerFault(400, type, refusal.message);
    },
  };
}

/** Reads the action from a header such as `DynamoDB_20120810.PutItem`. */
export function actionOf({ headers }: WholeRequest): string {
  return String(headers["x-amz-target"]).split(".")[1] ?? "";
}

function readJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}

/** Builds an error as DynamoDB's API does. */
export function answerFault(status: number, type: string, message?: string): WholeAnswer {
  return {
    status,
    headers: { "content-type": "application/x-amz-json-1.0" },
    body: JSON.stringify({ __type: `com.amazon.coral.service#${type}`, message }),
  };
}
