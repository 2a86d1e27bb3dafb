import type { EventDetail } from "../../rules/contract/api/event.ts";
import { formatMoney } from "../../rules/money/money.ts";
import { clockLabel } from "../labels.ts";

/** Lists in words what somebody else changed between two readings of a charter. */
export function describeChanges(before: EventDetail, after: EventDetail): readonly string[] {
  const money = (cents: number | null): string => (cents === null ? "none" : formatMoney(cents, after.currency));
  const shown = (event: EventDetail): readonly (readonly [string, string])[] => [
    ["Title", event.title],
    ["Start", clockLabel(event.starts_at)],
    ["Vessel", event.vessel],
    ["How many come", event.party === null ? "none" : String(event.party)],
    ["Capacity", event.capacity === null ? "none" : String(event.capacity)],
    ["Crew needed", event.required_crew === null ? "none" : String(event.required_crew)],
    ["Price", money(event.price_cents)],
    ["Note", event.note],
    ["Status", event.status === "canceled" ? "called off" : event.status],
    ["Crew", [...event.crew].sort().join(", ")],
  ];
  const old = new Map(shown(before));
  return shown(after)
    .filter(([label, value]) => old.get(label) !== value)
    .map(
      ([label, value]) =>
        `${label}: ${old.get(label) === "" ? "none" : (old.get(label) ?? "")} → ${value === "" ? "none" : value}`,
    );
}
