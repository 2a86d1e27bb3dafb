import type { StoredEvent } from "../../lambda/charter/stored.ts";
import { Violation } from "../world/violation.ts";
import type { Stored } from "./stored.ts";

/** What was done once is told once: a line that tells of an instant on a device has no twin. */
export function checkHistory({ charters }: Stored): void {
  for (const { event_id: slug, history } of charters.values()) {
    const told = history.map(nameOf).filter((line) => line !== undefined);
    const twin = told.find((line, at) => told.indexOf(line) < at);
    if (twin !== undefined) throw new Violation("history", `${slug} tells twice: ${twin}`);
  }
}

function nameOf(line: StoredEvent["history"][number]): string | undefined {
  if (!("done_at" in line)) return undefined;
  // Whatever instant the server wrote it at.
  return JSON.stringify({ ...line, at: "" });
}
