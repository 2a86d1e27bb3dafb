import type { EventSummary } from "../../rules/contract/api/month.ts";
import { lookUp } from "../../rules/contract/newer.ts";
import { Icon } from "../ui/Icon.tsx";

const MARKS = {
  go: { tone: "good", icon: "check", text: "Go" },
  caution: { tone: "warn", icon: "check", text: "Go, with cautions" },
  "no-go": { tone: "bad", icon: "close", text: "No go" },
  departed: { tone: "", icon: "next", text: "Out" },
  short: { tone: "bad", icon: "close", text: "Not all back" },
  back: { tone: "good", icon: "check", text: "Back" },
} as const;

/** Marks where a charter stands: go or no go on its day, and out until all are back, on whatever day. */
export function StandingMark({ event, today }: { readonly event: EventSummary; readonly today: string }) {
  const late = event.date !== today && event.standing === "departed";
  if (event.status === "canceled" || (event.date !== today && !late && event.standing !== "short")) return null;
  const { tone, icon, text } = lookUp(MARKS, event.standing) ?? { tone: "", icon: "next", text: event.standing };
  return (
    <span class={`badge ${late ? "badge-bad" : tone === "" ? "" : `badge-${tone}`}`}>
      <Icon name={icon} /> {late ? "Not back" : text}
    </span>
  );
}
