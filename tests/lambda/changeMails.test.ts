import { describe, expect, it } from "vitest";

import { sweepOutbox } from "../../lambda/outbox/sweep.ts";
import { GATHER_MS } from "../../rules/mail/retries.ts";
import { createCharter, signature } from "./support/charter.ts";
import { idOf } from "./support/harness.ts";
import { readMails } from "./support/mime.ts";
import { useHarness } from "./support/useHarness.ts";

const { harness, admin, crew } = useHarness({ for: "each" });

async function booked(): Promise<string> {
  const slug = await createCharter(admin, { starts_at: "14:00", vessel: "Windward", crew: ["cody@example.com"] });
  const patrons = [
    { id: idOf("jane"), name: "Jane Doe", email: "jane@example.com" },
    { id: idOf("lou"), name: "Lou Marsh" },
  ];
  await crew.send("POST", `/api/event/${slug}/patrons`, { patrons, at: harness.clock.now.toISOString() });
  await harness.settled();
  harness.gmail.mails.length = 0;
  return slug;
}

async function edit(slug: string, revision: number, change: object): Promise<void> {
  expect((await admin.send("PATCH", `/api/event/${slug}`, { revision, ...change })).status).toBe(200);
  await harness.settled();
}

async function told(): Promise<readonly (readonly [string | undefined, string])[]> {
  harness.clock.advance(GATHER_MS);
  await sweepOutbox(harness.services);
  return (await readMails(harness.gmail.mails)).map(({ headers, subject }) => [headers.get("to"), subject] as const);
}

describe("What changes of a charter", () => {
  it("is told to crew and patrons once, however often it was changed meanwhile, and as it is then", async () => {
    const slug = await booked();
    await edit(slug, 1, { starts_at: "15:00" });
    harness.clock.advance(20_000);
    await edit(slug, 2, { starts_at: "16:00", vessel: "Petrel" });
    expect(harness.gmail.mails).toEqual([]);
    expect((await told()).toSorted()).toEqual([
      ["cody@example.com", "Changed: Jane’s afternoon charter, 2026-05-23"],
      ["jane@example.com", "A change to your charter: Sat, May 23, 2026, 4:00 PM EDT"],
    ]);
    expect(await told()).toHaveLength(2);
  });

  it("asks to sign whom it tells and who has not, and leaves alone who has", async () => {
    const slug = await booked();
    const patrons = [{ id: idOf("eva"), name: "Eva Ruiz", email: "eva@example.com" }];
    await crew.send("POST", `/api/event/${slug}/patrons`, { patrons, at: harness.clock.now.toISOString() });
    const signed = await admin.send("POST", `/g/${slug}/waiver`, signature("Eva Ruiz"));
    expect(signed.status).toBe(201);
    await harness.settled();
    harness.gmail.mails.length = 0;
    await edit(slug, 1, { starts_at: "15:00" });
    await told();
    const texts = new Map((await readMails(harness.gmail.mails)).map(({ headers, text }) => [headers.get("to"), text]));
    expect(texts.get("jane@example.com")).toMatch(/Please sign the waiver[^]*Sign the waiver:\s+https:/);
    expect(texts.get("eva@example.com")).toMatch(/Nothing: what you have signed still counts/);
    expect(texts.get("eva@example.com")).not.toContain("Please sign");
  });

  it("is told to nobody where it was changed back, called off, or is none of theirs", async () => {
    const slug = await booked();
    await edit(slug, 1, { note: "Cake", price_cents: 70_000, title: "Birthday" });
    expect(await told()).toEqual([]);
    await edit(slug, 2, { starts_at: "15:00" });
    await edit(slug, 3, { starts_at: "14:00" });
    expect((await told()).map(([to]) => to)).not.toContain("jane@example.com");
  });
});
