import { beforeEach, describe, expect, it } from "vitest";

import { createAccount, disableAccount } from "../../lambda/accounts/store.ts";
import { sweepOutbox } from "../../lambda/outbox/sweep.ts";
import { createCharter, readCharter } from "./support/charter.ts";
import { CHEAP, idOf, PASSWORD, readProblem, type Answer } from "./support/harness.ts";
import { readMails } from "./support/mime.ts";
import { useHarness } from "./support/useHarness.ts";

const CODY = "cody@example.com";
const GIL = "gil@example.com";

const { harness, admin } = useHarness({ for: "each" });

beforeEach(async () => {
  harness.sender.away = true;
  await createAccount(
    harness.services.table,
    { email: GIL, name: "Gil", role: "crew", password: PASSWORD },
    harness.clock.now,
    CHEAP,
  );
});

async function change(slug: string, details: object): Promise<Answer> {
  const { revision } = await readCharter(admin, slug);
  return admin.send("PATCH", `/api/event/${slug}`, { revision, ...details });
}

interface Sent {
  readonly to: string;
  readonly mime: string;
  /** Text, HTML and files, decoded. */
  readonly body: string;
}

/** Sweeps, and answers what Gmail took by then, sorted by receiver. */
async function sweep(): Promise<readonly Sent[]> {
  harness.gmail.mails.splice(0);
  await sweepOutbox(harness.services);
  const { mails } = harness.gmail;
  return (await readMails(mails))
    .map(({ headers, text, html, files }, place) => ({
      mime: mails[place] ?? "",
      to: headers.get("to") ?? "",
      body: [text, html, ...files.map(({ bytes }) => bytes.toString())].join("\n"),
    }))
    .sort((a, b) => a.to.localeCompare(b.to));
}

describe("Assigning crew", () => {
  it("mails whoever is on from the start, with the charter for their calendar", async () => {
    await createCharter(admin, { starts_at: "14:00", vessel: "Heron", crew: [CODY, GIL] });
    const [first, second] = await sweep();
    expect([first?.to, second?.to]).toEqual([CODY, GIL]);
    expect(first?.body).toContain("Sat, May 23, 2026, 2:00 PM EDT");
    expect(first?.body).toContain("You sail on Jane’s afternoon charter with Gil");
    expect(first?.body).toContain("https://charters.example/charters/2026-05-23-jane-afternoon");
    expect(first?.mime).toContain("filename=2026-05-23-jane-afternoon.ics");
    expect(first?.body).toContain("DTSTART:20260523T180000Z");
    expect(await sweep()).toEqual([]);
  });

  it("mails whoever comes on and whoever goes off, and nobody who stays", async () => {
    const slug = await createCharter(admin, { crew: ["ada@example.com", CODY] });
    await sweep();
    await change(slug, { crew: ["ada@example.com", GIL] });
    const mails = await sweep();
    expect(mails.map(({ to }) => to)).toEqual([CODY, GIL]);
    expect(mails[0]?.body).toContain("You are no longer on Jane’s afternoon charter");
    expect(mails[0]?.mime).not.toContain(".ics");
    expect(mails[1]?.body).toContain("You sail on Jane’s afternoon charter with Ada");
  });

  it("mails nobody about what was changed back before the mail went out", async () => {
    const slug = await createCharter(admin, { crew: [CODY] });
    await sweep();
    await change(slug, { crew: [CODY, GIL] });
    await change(slug, { crew: [CODY] });
    // Gil was never told that he sails; that he does not is still true, and a mail too many is the smaller harm.
    expect((await sweep()).map(({ to, body }) => [to, body.includes("no longer")])).toEqual([[GIL, true]]);
    await change(slug, { crew: [] });
    await change(slug, { crew: [CODY] });
    expect((await sweep()).map(({ to, body }) => [to, body.includes("You sail on")])).toEqual([[CODY, true]]);
    expect((await readCharter(admin, slug)).mail).toEqual({ queued: 0, failed: 0 });
  });

  it("keeps the mail with the change when Gmail is down, and loses neither", async () => {
    const slug = await createCharter(admin, {});
    harness.gmail.fault = "down";
    await change(slug, { crew: [CODY] });
    expect(await sweep()).toEqual([]);
    expect(await readCharter(admin, slug)).toMatchObject({ crew: [CODY], mail: { queued: 1, failed: 0 } });
    harness.gmail.fault = "none";
    harness.clock.advance(5 * 60_000);
    expect((await sweep()).map(({ to }) => to)).toEqual([CODY]);
  });

  it("mails nobody without an account, or whose account was disabled", async () => {
    await createCharter(admin, { crew: ["stranger@example.com", GIL] });
    await disableAccount(harness.services.table, GIL, harness.clock.now);
    expect(await sweep()).toEqual([]);
  });

  it("to a day that is over is on record, and mails nobody", async () => {
    const slug = await createCharter(admin, { date: "2026-05-22", crew: [CODY] });
    expect(await sweep()).toEqual([]);
    expect((await readCharter(admin, slug)).mail.queued).toBe(0);
  });

  it("that came too late changes nothing and mails nobody", async () => {
    const slug = await createCharter(admin, {});
    const stale = await admin.send("PATCH", `/api/event/${slug}`, { revision: 7, crew: [CODY] });
    expect(readProblem(stale).code).toBe("stale-revision");
    expect(await sweep()).toEqual([]);
  });

  it("writes no name and no address into the log", async () => {
    await createCharter(admin, { crew: [CODY] });
    harness.gmail.fault = "down";
    await sweep();
    expect(harness.logs.join("\n")).not.toMatch(/jane|cody/i);
  });
});

describe("Canceling a charter", () => {
  it("tells everybody on it, and reopening too", async () => {
    const slug = await createCharter(admin, { crew: [CODY] });
    await sweep();
    await change(slug, { status: "canceled" });
    const [canceled] = await sweep();
    expect(canceled?.body).toContain("Jane’s afternoon charter is called off");
    expect(canceled?.mime).toContain(".ics");
    await change(slug, { status: "open" });
    expect((await sweep())[0]?.body).toContain("sails after all, with you");
  });
});

describe("Sending the roster", () => {
  it("mails everybody on it once for each id, and says when", async () => {
    const slug = await createCharter(admin, { crew: [CODY, GIL] });
    await sweep();
    const send = (id: string) => admin.send("POST", `/api/event/${slug}/roster`, { id: idOf(id) });
    expect((await send("one")).status).toBe(200);
    expect((await sweep()).map(({ to }) => to)).toEqual([CODY, GIL]);
    await Promise.all([send("one"), send("one")]);
    expect(await sweep()).toEqual([]);
    harness.clock.advance(60_000);
    await Promise.all([send("two"), send("two")]);
    expect((await sweep()).map(({ to }) => to)).toEqual([CODY, GIL]);
    const event = await readCharter(admin, slug);
    expect(event.roster_at).toBe(harness.clock.now.toISOString());
    expect(event.history.filter(({ kind }) => kind === "roster-sent")).toHaveLength(2);
  });

  it("of nobody is refused with what to do", async () => {
    const slug = await createCharter(admin, {});
    const answer = await admin.send("POST", `/api/event/${slug}/roster`, { id: idOf("none") });
    expect(readProblem(answer)).toMatchObject({ status: 409, title: "Nobody is assigned to this charter" });
  });
});
