import type { EventSummary } from "../../rules/contract/api/month.ts";
import { lookUp } from "../../rules/contract/newer.ts";
import { dockIn } from "../../rules/departure/phase.ts";
import { Icon } from "../ui/Icon.tsx";

const MARKS = {
  go: { tone: "good", icon: "check", text: "Go" },
  caution: { tone: "warn", icon: "check", text: "Go, with cautions" },
  "no-go": { tone: "bad", icon: "close", text: "No go" },
  departed: { tone: "", icon: "next", text: "Out" },
  short: { tone: "bad", icon: "close", text: "Not all back" },
  back: { tone: "good", icon: "check", text: "Back" },
} as const;

/** Marks where a charter stands: go or no go on its day, and out until all are back, on whatever day and also when it was called off at sea. */
export function StandingMark({ event, today }: { readonly event: EventSummary; readonly today: string }) {
  const late = event.date !== today && event.standing === "departed";
  if (isOff(event) || (event.date !== today && !late && event.standing !== "short")) return null;
  const { tone, icon, text } = lookUp(MARKS, event.standing) ?? { tone: "", icon: "next", text: event.standing };
  return (
    <span class={`badge ${late ? "badge-bad" : tone === "" ? "" : `badge-${tone}`}`}>
      <Icon name={icon} /> {late ? "Not back" : text}
    </span>
  );
}

/** Tells whether a charter is called off at the dock: whoever is at sea comes back all the same. */
export function isOff({ status, standing }: Pick<EventSummary, "status" | "standing">): boolean {
  return status === "canceled" && dockIn({ standing }) === undefined;
}
