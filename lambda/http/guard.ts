import { CLIENT, CLIENT_HEADER } from "../../rules/contract/headers.ts";
import { ProblemError } from "../problem.ts";
import type { Call } from "./route.ts";

/** Refuses state changes that do not come from our own pages' scripts. */
export function guardStateChange(call: Call): void {
  if (call.req.method === "GET" || call.req.method === "HEAD") return;
  if (call.req.header(CLIENT_HEADER) !== CLIENT) {
    throw new ProblemError(
      403,
      "cross-site",
      "This request did not come from our own pages",
      `Send the header ${CLIENT_HEADER}: ${CLIENT} with every request that changes something.`,
    );
  }
  const type = (call.req.header("content-type") ?? "").split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json") {
    throw new ProblemError(
      415,
      "unsupported-media-type",
      "Only JSON is understood here",
      "Send content-type: application/json.",
    );
  }
}
