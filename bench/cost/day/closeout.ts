import { randomUUID } from "node:crypto";

import { CloseoutResponse } from "../../../rules/contract/api/closeout.ts";
import { CrewResponse } from "../../../rules/contract/api/session.ts";
import { dayOf } from "../../../rules/time/dockTime.ts";
import type { Phone } from "./phone.ts";

/** Counts the day's cash and closes the day, from an app that is open (site/closeout/Closeout.tsx, site/closeout/CountForm.tsx). */
export async function closeDay(phone: Phone, timeZone: string): Promise<void> {
  const now = new Date().toISOString();
  const path = `/api/closeouts/${dayOf(now, timeZone)}`;
  const { crew } = await phone.call({ path, answer: CloseoutResponse });
  await phone.call({ path: "/api/crew", answer: CrewResponse });
  const counted = crew.map(({ crew: email, expected_cents }) => ({
    crew: email,
    expected_cents,
    counted_cents: expected_cents,
    reason: "",
  }));
  await phone.call({
    method: "POST",
    path,
    body: { id: randomUUID(), counted_at: now, crew: counted },
    answer: CloseoutResponse,
  });
}
