import type { StoredEvent } from "../../lambda/charter/stored.ts";
import { Violation } from "../world/violation.ts";
import type { Stored } from "./stored.ts";

type Line = StoredEvent["history"][number];

/** What was done once is told once: a line that tells of an instant on a device has no twin, unless it is of a namesake. */
export function checkHistory({ charters }: Stored): void {
  for (const event of charters.values()) {
    const told = new Map<string, number>();
    for (const line of event.history) {
      if (!("done_at" in line)) continue;
      // Whatever instant the server wrote it at.
      const name = JSON.stringify({ ...line, at: "" });
      const times = (told.get(name) ?? 0) + 1;
      told.set(name, times);
      if (times > namesakes(event, line)) throw new Violation("history", `${event.event_id} tells twice: ${name}`);
    }
  }
}

/** A line has the name that whom it tells of had then, and of two of one name somebody may check both at one moment. */
function namesakes({ patrons, removed_patrons, history }: StoredEvent, line: Line): number {
  const [told, ...others] = namesIn(line);
  if (told === undefined) return 1;
  const names = Object.values({ ...patrons, ...removed_patrons }).map(({ name }) => name);
  const before = history.flatMap((one) => ("from" in one ? [one.from] : []));
  const ofName = (name: string) => [...names, ...before].filter((one) => one === name).length;
  return Math.max(1, Math.min(ofName(told), ...others.map(ofName)));
}

function namesIn(line: Line): readonly string[] {
  if ("patron" in line) return [line.patron];
  return line.kind === "added-aboard" || line.kind === "added" ? line.names : [];
}
