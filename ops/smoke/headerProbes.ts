import { HEALTH_PATH } from "../../rules/contract/api/paths/session.ts";
import { waiverPath } from "../../rules/contract/slug.ts";
import type { Answer, Probe, Viewer } from "./check.ts";
import { ABSENT_SLUG } from "./edgeProbes.ts";

/** What an answer's header must say; the sentence is for when it does not. */
const RULES: readonly {
  readonly header: string;
  readonly holds: (value: string) => boolean;
  readonly wanted: string;
}[] = [
  {
    header: "strict-transport-security",
    holds: (value) => /max-age=\d{8,}/.test(value),
    wanted: "HTTPS for a year or more",
  },
  {
    header: "content-security-policy",
    holds: isTight,
    wanted: "default-src 'none', frame-ancestors 'none' and nothing unsafe",
  },
  { header: "x-content-type-options", holds: (value) => value === "nosniff", wanted: "nosniff" },
  { header: "cross-origin-opener-policy", holds: (value) => value === "same-origin", wanted: "same-origin" },
  { header: "cross-origin-resource-policy", holds: (value) => value === "same-origin", wanted: "same-origin" },
  {
    header: "referrer-policy",
    holds: (value) => ["no-referrer", "same-origin"].includes(value),
    wanted: "no-referrer or same-origin",
  },
];

function isTight(value: string): boolean {
  return value.includes("default-src 'none'") && value.includes("frame-ancestors 'none'") && !value.includes("unsafe-");
}

/** Looks at the security headers of an answer from each place that can make one: bucket, function, edge. */
export const HEADER_PROBES: readonly Probe[] = [
  secured("the dashboard carries the security headers", "/sign-in"),
  secured("the function's answers carry the security headers", waiverPath(ABSENT_SLUG)),
  secured("the edge's own pages carry the security headers", waiverPath("no-such-charter")),
  { name: "nothing that the function answers is kept in a cache", look: uncached },
];

function secured(name: string, path: string): Probe {
  return { name, look: async (viewer) => firstLack(await viewer.get(path), path) };
}

function firstLack(answer: Answer, path: string): string | undefined {
  const lacking = RULES.find(({ header, holds }) => !holds(answer.headers.get(header) ?? ""));
  if (lacking === undefined) return undefined;
  return `${path} has ${lacking.header}: ${answer.headers.get(lacking.header) ?? "(none)"}; wanted: ${lacking.wanted}.`;
}

async function uncached(viewer: Viewer): Promise<string | undefined> {
  const { headers } = await viewer.get(HEALTH_PATH);
  return headers.get("cache-control") === "no-store"
    ? undefined
    : `${HEALTH_PATH} has cache-control: ${headers.get("cache-control") ?? "(none)"}.`;
}
