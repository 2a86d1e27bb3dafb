import { randomUUID } from "node:crypto";

import { DEMO_ACCOUNTS, DEMO_PASSWORD } from "../../local/demo.ts";
import { METHODS } from "../../rules/contract/api/payment.ts";
import { postOrThrow } from "./http.ts";

const PATRONS = ["Jane Porter", "Sam Okafor", "Mia Chen", "Leo Alvarez", "José Rivera"];
const NOTES = ["", "", "", "Deposit", "Rest of the fare, paid at the dock"];

/** Signs in as the demo admin once the seed has made the account, and answers the cookie. */
export async function signIn(url: string): Promise<string> {
  const { email } = DEMO_ACCOUNTS.admin;
  const answer = await postOrThrow(`${url}/api/session`, { email, password: DEMO_PASSWORD });
  const cookie = answer.headers["set-cookie"]?.[0]?.split(";")[0];
  if (cookie === undefined) throw new Error("Signing in set no cookie.");
  return cookie;
}

/** Creates charters on days of one month and answers their slugs. */
export async function createCharters(url: string, cookie: string, month: string, count: number): Promise<string[]> {
  const slugs: string[] = [];
  for (let day = 1; day <= count; day += 1) {
    const date = `${month}-${String(day).padStart(2, "0")}`;
    const content = { id: randomUUID(), date, first_name: "Jane", period: "afternoon", price_cents: 60_000 };
    await postOrThrow(`${url}/api/events`, content, cookie);
    slugs.push(`${date}-jane-afternoon`);
  }
  return slugs;
}

/** Makes the body of a payment as the form sends it. */
export function makePayment(event: string, turn: number): Record<string, unknown> {
  return {
    id: randomUUID(),
    event,
    patron: PATRONS[turn % PATRONS.length],
    amount_cents: 10_000 + turn,
    method: METHODS[turn % METHODS.length],
    timestamp: new Date().toISOString(),
    note: NOTES[turn % NOTES.length],
  };
}
