import type { Key } from "../dynamodb/table.ts";
import type { Services } from "../services.ts";
import { sendDue, type RunCounts } from "./run.ts";

/** Sends what a request has asked for: the mails on the items that it wrote, its own first. */
export async function deliverAsked(services: Services, keys: readonly Key[]): Promise<RunCounts> {
  const startedAt = performance.now();
  const counts = await sendDue(services, keys, "newest");
  services.log.info("outbox delivered", { ...counts, ms: Math.round(performance.now() - startedAt) });
  return counts;
}
