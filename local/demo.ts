import { addDays } from "../rules/time/dates.ts";
import { dayOf } from "../rules/time/dockTime.ts";
import { TIME_ZONE } from "./config.ts";

/** Opens the demo accounts, on this machine only. */
export const DEMO_PASSWORD = "fair-winds-and-following-seas";

export const DEMO_ACCOUNTS = {
  admin: { email: "captain@example.com", name: "Ada Captain", role: "admin" },
  crew: { email: "mate@example.com", name: "Finn Mate", role: "crew", permissions: ["payments"] },
} as const;

/** The day at the dock, `YYYY-MM-DD`, some days on. */
export function dockDate(now: Date, days = 0): string {
  return addDays(dayOf(now.toISOString(), TIME_ZONE), days);
}

/** The slug of today's demo charter. */
export function demoSlug(now: Date): string {
  return `${dockDate(now)}-jane-afternoon`;
}
