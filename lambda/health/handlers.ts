import type { HealthResponse } from "../../rules/contract/api/health.ts";
import type { Call } from "../http/route.ts";
import type { Services } from "../services.ts";

/** Answers whether the function is up and reaches its table: one read of a key that nothing has. */
export async function readHealth({ table, config }: Services, call: Call): Promise<Response> {
  await table.get({ event_id: "health", timestamp: "health" });
  return call.json({ status: "ok", stack: config.stack, slot: config.slot } satisfies HealthResponse);
}
