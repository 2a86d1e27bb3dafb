import { createCharter, payment, signature } from "./charter.ts";
import { idOf } from "./harness.ts";
import type { Used } from "./useHarness.ts";

const SLUG = "2026-05-23-jane-afternoon";

/** A charter with money, people, a signature and a crew on it: `2026-05-23-jane-afternoon`. */
export async function busyCharter({ harness, admin, crew, nobody: patron }: Used): Promise<void> {
  await createCharter(admin, { starts_at: "14:00", vessel: "Windward", crew: ["cody@example.com"] });
  const patrons = [
    { id: idOf("jane"), name: "Jane Doe", email: "jane@example.com" },
    { id: idOf("sam"), name: "Sam Okafor", email: "sam@example.com" },
    { id: idOf("lou"), name: "Lou Marsh" },
  ];
  await crew.send("POST", `/api/event/${SLUG}/patrons`, { patrons, at: harness.clock.now.toISOString() });
  await patron.send("POST", `/g/${SLUG}/waiver`, signature("Jane Doe"));
  await admin.send("POST", "/api/payment/log", payment(SLUG, "before"));
  await harness.settled();
}
