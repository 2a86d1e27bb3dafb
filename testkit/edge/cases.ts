import { readFileSync, readdirSync } from "node:fs";
import * as v from "valibot";

const Value = v.object({ value: v.string() });
const Values = v.record(v.string(), v.object({ ...Value.entries, multiValue: v.exactOptional(v.array(Value)) }));

const Event = v.object({
  version: v.literal("1.0"),
  context: v.object({
    distributionDomainName: v.string(),
    distributionId: v.string(),
    eventType: v.literal("viewer-request"),
    requestId: v.string(),
  }),
  viewer: v.object({ ip: v.string() }),
  request: v.object({ method: v.string(), uri: v.string(), querystring: Values, headers: Values, cookies: Values }),
});

const Case = v.object({
  description: v.string(),
  /** The store's content; null stands for a store that fails. */
  kvs: v.nullable(v.record(v.string(), v.string())),
  event: Event,
  expect: v.object({
    uri: v.optional(v.string()),
    origin: v.optional(v.string()),
    status: v.optional(v.number()),
    headers: v.optional(v.record(v.string(), v.string()), {}),
    body: v.optional(v.string()),
  }),
});

/** What the router left behind for one event, the same on every engine. */
export const Outcome = v.object({
  origin: v.nullable(v.string()),
  error: v.nullable(v.string()),
  result: v.nullable(
    v.object({
      uri: v.optional(v.string()),
      method: v.optional(v.string()),
      statusCode: v.optional(v.number()),
      headers: Values,
      body: v.optional(v.object({ encoding: v.literal("text"), data: v.string() })),
    }),
  ),
});

export type EdgeCase = v.InferOutput<typeof Case>;
export type EdgeOutcome = v.InferOutput<typeof Outcome>;
export type EdgeInput = Pick<EdgeCase, "kvs" | "event">;

const FOLDER = new URL("cases/", import.meta.url);

/** Reads every fixture of cases/, in the order of their names. */
export function readCases(): EdgeCase[] {
  const names = readdirSync(FOLDER).filter((name) => name.endsWith(".json"));
  return names.sort().map((name) => v.parse(Case, JSON.parse(readFileSync(new URL(name, FOLDER), "utf8"))));
}
