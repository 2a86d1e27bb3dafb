import { beforeEach, describe, expect, it } from "vitest";

import { eventKey } from "../../lambda/charter/stored.ts";
import { sweepOutbox } from "../../lambda/outbox/sweep.ts";
import { queueReminders } from "../../lambda/reminders/queue.ts";
import { stopRemindersPath } from "../../rules/contract/api/paths/reminders.ts";
import { createCharter, readCharter, signature } from "./support/charter.ts";
import { idOf } from "./support/harness.ts";
import { readMails } from "./support/mime.ts";
import { useHarness } from "./support/useHarness.ts";

// Two days before a charter that starts at 14:00 EDT, 18:00 UTC.
const { harness, admin } = useHarness({ now: "2026-05-21T18:00:00.000Z", for: "each" });
const JANE = idOf("booker");
const DAY_BEFORE = "2026-05-22T18:00:00.000Z";
let slug: string;

beforeEach(async () => {
  slug = await book({});
});

const book = (changes: object): Promise<string> =>
  createCharter(admin, {
    starts_at: "14:00",
    party: 6,
    booker: { id: JANE, name: "Jane Doe", email: "jane@example.com" },
    ...changes,
  });
const add = async (...names: readonly string[]): Promise<void> => {
  harness.clock.advance(1_000);
  const patrons = names.map((name) => ({ id: idOf(name), name }));
  const at = harness.clock.now.toISOString();
  expect((await admin.send("POST", `/api/event/${slug}/patrons`, { patrons, at })).status).toBe(200);
};
const sign = async (name: string): Promise<void> => {
  const body = signature(name, { signed_at: harness.clock.now.toISOString() });
  expect((await (await harness.as("nobody")).send("POST", `/g/${slug}/waiver`, body)).status).toBe(201);
  await sweepOutbox(harness.services);
};

/** The reminders that Gmail took since, as `to: headline`. */
async function taken() {
  await sweepOutbox(harness.services);
  const mails = (await readMails(harness.gmail.mails.splice(0))).filter(({ headers }) =>
    headers.has("list-unsubscribe"),
  );
  return mails.map((mail) => ({ to: mail.headers.get("to"), ...mail }));
}
async function lookAt(instant: string) {
  harness.clock.now = new Date(instant);
  harness.gmail.mails.splice(0);
  await queueReminders(harness.services);
  return taken();
}
const press = async (...ids: readonly string[]) => {
  const client = await harness.as("crew");
  expect((await client.send("POST", `/api/event/${slug}/reminders`, { patrons: ids })).status).toBe(200);
  return taken();
};

describe("The booker of a party", () => {
  it("who has signed is told the day before who has not, once, with the link to hand on", async () => {
    await add("Ben", "Cara", "Dee", "Eve");
    for (const name of ["Jane Doe", "Dee", "Eve"]) await sign(name);
    const [mail, ...more] = await lookAt(DAY_BEFORE);
    expect([mail?.to, more]).toEqual(["jane@example.com", []]);
    expect(mail?.subject).toBe("Not all of your party have signed: Sat, May 23, 2026, 2:00 PM EDT");
    for (const body of [mail?.text, mail?.html]) {
      expect(body).toContain("3 of your party of 6 have not signed: Ben, Cara and one more whose name we do not have");
      expect(body).toContain("Send them this link: https://charters.example/g/2026-05-23-jane-afternoon/waiver");
      expect(body).toContain(stopRemindersPath(slug, JANE));
      expect(body).not.toContain("please sign before you sail");
    }
    for (const instant of ["2026-05-22T19:00:00.000Z", "2026-05-23T05:00:00.000Z", "2026-05-23T17:00:00.000Z"])
      expect(await lookAt(instant)).toEqual([]);
  });

  it("who has not signed gets the same words in their own reminder, and no second mail", async () => {
    const [mail, ...more] = await lookAt(DAY_BEFORE);
    expect([mail?.to, more]).toEqual(["jane@example.com", []]);
    expect(mail?.subject).toMatch(/^Please sign before you sail/);
    expect(mail?.text).toContain("Besides you, 5 of your party of 6 have not signed: 5 whose names we do not have.");
    // Two hours before it is about the booker alone.
    const [last] = await lookAt("2026-05-23T16:30:00.000Z");
    expect(last?.subject).toMatch(/^You sail soon/);
    expect(last?.text).not.toContain("your party");
  });

  it("is told by who presses for it, once in ten minutes, whoever presses", async () => {
    await sign("Jane Doe");
    expect((await readCharter(admin, slug)).booker).toBe(JANE);
    const [both] = await Promise.all([press(JANE), press(JANE)]);
    expect([...both, ...(await press(JANE))].map(({ to }) => to)).toEqual(["jane@example.com"]);
    expect((await readCharter(admin, slug)).history.filter(({ kind }) => kind === "link-sent")).toHaveLength(1);
  });

  it("is told nothing by a press for others, by strangers, or where everybody has signed meanwhile", async () => {
    await add("Ben");
    await sign("Jane Doe");
    expect(await press(idOf("Ben"))).toEqual([]);
    const nobody = await harness.as("nobody");
    expect((await nobody.send("POST", `/api/event/${slug}/reminders`, { patrons: [JANE] })).status).toBe(401);
    harness.clock.now = new Date(DAY_BEFORE);
    await queueReminders(harness.services);
    expect((await readCharter(admin, slug)).mail.queued).toBe(1);
    const { revision } = await readCharter(admin, slug);
    expect((await admin.send("PATCH", `/api/event/${slug}`, { revision, party: 2 })).status).toBe(200);
    await sign("Ben");
    expect(await taken()).toEqual([]);
    expect((await readCharter(admin, slug)).mail).toMatchObject({ queued: 0, failed: 0 });
  });

  it("who wants no reminders gets none, whoever presses and whatever the clock says", async () => {
    await sign("Jane Doe");
    await (await harness.as("nobody")).send("GET", `${stopRemindersPath(slug, JANE)}?answer=stop`);
    expect(await press(JANE)).toEqual([]);
    expect(await lookAt(DAY_BEFORE)).toEqual([]);
    expect((await readCharter(admin, slug)).manifest[0]?.opted_out).toBe(true);
  });

  it("is found on charters from before, and is nobody on one that was booked without or whose list begins with another", async () => {
    expect((await readCharter(admin, slug)).booker).toBe(JANE);
    await harness.services.table.update(eventKey(slug), { remove: ["created_at"] });
    expect((await readCharter(admin, slug)).booker).toBeUndefined();
    slug = await book({ booker: undefined, period: "night" });
    await add("Ben");
    expect((await readCharter(admin, slug)).booker).toBeUndefined();
  });
});
