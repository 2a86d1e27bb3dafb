import { SIGNING_CLOSES_HOURS } from "../../rules/contract/amounts.ts";
import { addDays } from "../../rules/time/dates.ts";
import type { Random } from "../chance/random.ts";

/** What decides on a run before anything happens in it. */
export interface Opening {
  readonly timeZone: string;
  /** The first day, at the dock. */
  readonly date: string;
  readonly variables: Readonly<Record<string, string>>;
  /**
   * Whether a version that is still to come writes into this run. Then nothing is rolled back: what is older than this one
   * reads nothing that it does not know.
   */
  readonly hasFuture: boolean;
}

/** Docks on both sides of Greenwich, and of the line. */
const TIME_ZONES = [
  "America/New_York",
  "Europe/Madrid",
  "Pacific/Auckland",
  "Pacific/Honolulu",
  "Asia/Kolkata",
] as const;

/** Days before clocks go forward or back, before a leap day, and before the year ends. */
const DATES = [
  "2026-03-06",
  "2026-03-27",
  "2026-10-23",
  "2026-10-30",
  "2027-04-02",
  "2028-02-27",
  "2026-12-29",
] as const;

/** Opens a company somewhere, on some day. */
export function openingOf(random: Random): Opening {
  const timeZone = random.pick(TIME_ZONES);
  const date = random.percent(60) ? random.pick(DATES) : addDays("2026-05-20", random.below(1_000));
  return {
    timeZone,
    date,
    hasFuture: random.percent(30),
    variables: {
      STACK: "simulated",
      TABLE_NAME: "scc-events",
      SITE_SLOT: "0123456789ab",
      COMPANY_NAME: "Blue Heron Sailing",
      ADMIN_EMAIL: "owner@example.com",
      MAIL_FROM: "tool@example.com",
      TIME_ZONE: timeZone,
      CURRENCY: "USD",
      SIGNING_CLOSES_HOURS: String(random.pick([SIGNING_CLOSES_HOURS, 0, 36])),
      AWS_LAMBDA_FUNCTION_NAME: "scc-simulated",
      GMAIL_CLIENT_ID: "client",
      GMAIL_CLIENT_SECRET: "client-secret",
      GMAIL_REFRESH_TOKEN: "refresh",
      // Nobody is there: a mail that got past the simulated Gmail would be refused.
      GMAIL_ENDPOINT: "http://127.0.0.1:9",
    },
  };
}
