import { beforeEach, describe, expect, it } from "vitest";

import { queueReminders } from "../../lambda/reminders/queue.ts";
import { sweepOutbox } from "../../lambda/outbox/sweep.ts";
import { PARTITIONS } from "../../rules/contract/table.ts";
import { createCharter, readCharter } from "./support/charter.ts";
import { idOf, type Answer } from "./support/harness.ts";
import { useHarness } from "./support/useHarness.ts";
import { readMails, type ReadMail } from "./support/mime.ts";

const MINUTE_MS = 60_000;
const JANE = idOf("patron Jane Doe");
const STOP = `/api/reminders/stop/2026-05-23-jane-afternoon/${JANE}`;

// Two days before a charter that starts at 14:00 EDT, 18:00 UTC.
const { harness, admin } = useHarness({ now: "2026-05-21T18:00:00.000Z", for: "each" });
let slug: string;

beforeEach(async () => {
  slug = await createCharter(admin, { starts_at: "14:00", vessel: "Heron" });
  await add(["Jane Doe"]);
});

async function add(names: readonly string[], on = slug): Promise<void> {
  const patrons = names.map((name) => ({
    id: idOf(`patron ${name}`),
    name,
    email: `${name.split(" ")[0] ?? ""}@example.com`.toLowerCase(),
  }));
  const answer = await admin.send("POST", `/api/event/${on}/patrons`, { patrons, at: harness.clock.now.toISOString() });
  expect(answer.status).toBe(200);
}

/** What the schedule does in a minute. */
async function minute(): Promise<void> {
  await queueReminders(harness.services);
  await sweepOutbox(harness.services);
}

/** Lets the schedule run at an instant, and answers the reminders that Gmail took then, as `to: subject`. */
async function runAt(instant: string): Promise<readonly string[]> {
  harness.clock.now = new Date(instant);
  harness.gmail.mails.splice(0);
  await minute();
  return sent();
}

async function sent(): Promise<readonly string[]> {
  return (await reminders())
    .map(({ headers, subject }) => `${headers.get("to") ?? ""}: ${subject.split(":")[0] ?? ""}`)
    .sort();
}

async function reminders(): Promise<readonly ReadMail[]> {
  return (await readMails(harness.gmail.mails)).filter(({ headers }) => headers.has("list-unsubscribe"));
}

/** The mark that a signature leaves on its charter. */
function markSigned(name: string): Promise<unknown> {
  return harness.services.table.update(
    { event_id: slug, timestamp: "2026-05-23" },
    {
      add: [["signed", new Set([`${idOf(name)}#${name}`])]],
    },
  );
}

async function change(details: object): Promise<void> {
  const { revision } = await readCharter(admin, slug);
  expect((await admin.send("PATCH", `/api/event/${slug}`, { revision, ...details })).status).toBe(200);
}

async function open(path: string, method = "GET"): Promise<Answer> {
  return (await harness.as("nobody")).send(method, path);
}

describe("Through the day", () => {
  it("a patron who has not signed is reminded a day and two hours before, each once", async () => {
    const subjects: string[] = [];
    harness.clock.now = new Date("2026-05-22T17:55:00.000Z");
    for (let turn = 0; turn < 26 * 4; turn += 1) {
      harness.gmail.mails.splice(0);
      await minute();
      subjects.push(...(await sent()).map((line) => `${harness.clock.now.toISOString().slice(11, 16)} ${line}`));
      harness.clock.advance(15 * MINUTE_MS);
    }
    expect(subjects).toEqual([
      "18:10 jane@example.com: Please sign before you sail",
      "16:10 jane@example.com: You sail soon, please sign",
    ]);
  });

  it("the mail says what, when and where to sign, in two languages, and how to stop", async () => {
    await runAt("2026-05-22T18:00:00.000Z");
    const [mail] = await reminders();
    const link = "https://charters.example/g/2026-05-23-jane-afternoon/waiver";
    expect(mail?.subject).toBe("Please sign before you sail: Sat, May 23, 2026, 2:00 PM EDT");
    for (const body of [mail?.text, mail?.html]) {
      for (const part of [
        "Jane’s afternoon charter",
        "Sat, May 23, 2026, 2:00 PM EDT",
        "Heron",
        link,
        `${link}?lang=es`,
        "It takes a minute",
        `https://charters.example${STOP}`,
      ]) {
        expect(body).toContain(part);
      }
    }
    expect(mail?.headers.get("list-unsubscribe")).toBe(`<https://charters.example${STOP}>`);
    expect(mail?.headers.has("list-unsubscribe-post")).toBe(false);
  });

  it("of a charter that comes back to a day that it had been moved to, it is another mail: no mailbox takes it for the first", async () => {
    const moveTo = async (date: string) => {
      harness.clock.advance(MINUTE_MS);
      const client = await harness.as("admin");
      const { revision } = await readCharter(client, slug);
      const move = { id: idOf(`${date} ${String(revision)}`), revision, date, period: "morning", signatures: "kept" };
      const answer = await client.send("POST", `/api/event/${slug}/move`, { ...move, reason: "The crane is taken." });
      expect(answer.status).toBe(200);
    };
    await moveTo("2026-05-24");
    await runAt("2026-05-23T20:00:00.000Z");
    const [before] = await reminders();
    await moveTo("2026-06-01");
    await moveTo("2026-05-24");
    await runAt("2026-05-23T22:00:00.000Z");
    const [after] = await reminders();
    expect(after?.subject).toContain("Sun, May 24, 2026");
    expect(after?.subject).toBe(before?.subject);
    expect(after?.headers.get("message-id")).not.toBe(before?.headers.get("message-id"));
  });

  it("two looks at once never double a reminder, and a long list all gets its own", async () => {
    await add(Array.from({ length: 44 }, (_, n) => `Guest${n} Smith`));
    harness.clock.now = new Date("2026-05-22T18:00:00.000Z");
    await Promise.all([
      queueReminders(harness.services),
      queueReminders(harness.services),
      queueReminders(harness.services),
    ]);
    expect((await readCharter(admin, slug)).mail.queued).toBe(45);
    await sweepOutbox(harness.services);
    expect(new Set(await sent()).size).toBe(45);
    expect(await sent()).toHaveLength(45);
    expect(await runAt("2026-05-22T18:05:00.000Z")).toEqual([]);
  });

  it("charters are looked through each fifth minute only", async () => {
    expect(await runAt("2026-05-22T18:03:00.000Z")).toEqual([]);
    expect(await runAt("2026-05-22T18:05:00.000Z")).toHaveLength(1);
  });

  it("a charter of the first of the month is found on the last of the one before", async () => {
    const june = await createCharter(admin, { date: "2026-06-01", period: "morning" });
    await add(["June Hill"], june);
    expect(await runAt("2026-05-31T13:00:00.000Z")).toEqual(["june@example.com: Please sign before you sail"]);
  });

  it("who is added late is reminded soon, and not twice at once", async () => {
    harness.clock.now = new Date("2026-05-23T15:50:00.000Z");
    await add(["Late Lee"]);
    await markSigned("Jane Doe");
    expect(await runAt("2026-05-23T15:55:00.000Z")).toEqual(["late@example.com: Please sign before you sail"]);
    expect(await runAt("2026-05-23T16:30:00.000Z")).toEqual([]);
    expect(await runAt("2026-05-23T16:55:00.000Z")).toEqual(["late@example.com: You sail soon, please sign"]);
  });
});

describe("The crew sees of a patron", () => {
  async function seen(): Promise<unknown> {
    const [jane] = (await readCharter(admin, slug)).manifest;
    return { reminded_at: jane?.reminded_at, opted_out: jane?.opted_out };
  }

  it("when the last reminder went out, and none while it still waits", async () => {
    expect(await seen()).toEqual({ reminded_at: null, opted_out: false });
    harness.gmail.fault = "down";
    await runAt("2026-05-22T18:00:00.000Z");
    expect(await seen()).toEqual({ reminded_at: null, opted_out: false });
    harness.gmail.fault = "none";
    await runAt("2026-05-22T18:10:00.000Z");
    expect(await seen()).toEqual({ reminded_at: "2026-05-22T18:00:00.000Z", opted_out: false });
    await runAt("2026-05-23T16:10:00.000Z");
    expect(await seen()).toEqual({ reminded_at: "2026-05-23T16:10:00.000Z", opted_out: false });
  });

  it("that they want no reminders, while they could get one", async () => {
    await open(`${STOP}?answer=stop`);
    expect(await seen()).toEqual({ reminded_at: null, opted_out: true });
    await markSigned("Jane Doe");
    expect(await seen()).toEqual({ reminded_at: null, opted_out: false });
  });
});

describe("Nobody is reminded", () => {
  const AT = "2026-05-22T18:00:00.000Z";

  it("who has signed", async () => {
    await markSigned("JANE  DOE");
    expect(await runAt(AT)).toEqual([]);
  });

  it("of a charter that was canceled", async () => {
    await change({ status: "canceled" });
    expect(await runAt(AT)).toEqual([]);
  });

  it("who was taken off the list", async () => {
    await admin.send("PATCH", `/api/event/${slug}/patrons/${JANE}`, {
      at: harness.clock.now.toISOString(),
      listed: false,
    });
    expect(await runAt(AT)).toEqual([]);
  });

  it("once the charter has started", async () => {
    expect(await runAt("2026-05-23T18:00:00.000Z")).toEqual([]);
  });

  const MEANWHILE: Readonly<Record<string, () => Promise<unknown>>> = {
    signed: () => markSigned("Jane Doe"),
    "stopped reminders": () => open(`${STOP}?answer=stop`),
    "lost the charter": () => change({ status: "canceled" }),
    "has no address any more": () => admin.send("PATCH", `/api/event/${slug}/patrons/${JANE}`, { at: AT, email: null }),
  };
  for (const [what, act] of Object.entries(MEANWHILE)) {
    it(`who ${what} while Gmail was down`, async () => {
      harness.gmail.fault = "down";
      expect(await runAt(AT)).toEqual([]);
      expect((await readCharter(admin, slug)).mail.queued).toBe(1);
      await act();
      harness.gmail.fault = "none";
      expect(await runAt("2026-05-22T18:30:00.000Z")).toEqual([]);
      expect((await readCharter(admin, slug)).mail).toEqual({ queued: 0, failed: 0 });
    });
  }
});

describe("When Gmail was down", () => {
  it("the reminder goes out once when it is back", async () => {
    harness.gmail.fault = "down";
    expect(await runAt("2026-05-22T18:00:00.000Z")).toEqual([]);
    harness.gmail.fault = "none";
    expect(await runAt("2026-05-22T18:10:00.000Z")).toHaveLength(1);
    expect(await runAt("2026-05-22T19:00:00.000Z")).toEqual([]);
  });

  it("all day, only the second one goes out, and none after the start", async () => {
    harness.gmail.fault = "down";
    await runAt("2026-05-22T18:00:00.000Z");
    await runAt("2026-05-23T16:00:00.000Z");
    harness.gmail.fault = "none";
    expect(await runAt("2026-05-23T17:00:00.000Z")).toEqual(["jane@example.com: You sail soon, please sign"]);
    harness.gmail.fault = "down";
    await add(["Tom Tardy"]);
    await runAt("2026-05-23T17:05:00.000Z");
    harness.gmail.fault = "none";
    expect(await runAt("2026-05-23T18:30:00.000Z")).toEqual([]);
    expect((await readCharter(admin, slug)).mail.queued).toBe(0);
  });
});

describe("The link that stops reminders", () => {
  it("asks when it is opened, as mail scanners do, and changes nothing", async () => {
    for (const method of ["GET", "HEAD"]) {
      expect((await open(STOP, method)).status).toBe(200);
      expect((await open(`${STOP}?answer=stop`, "HEAD")).status).toBe(200);
    }
    const page = await open(STOP);
    expect(page.headers.get("content-type")).toMatch(/^text\/html/);
    expect(page.text).toContain(`<form method="get" action="${STOP}"><input type="hidden" name="answer" value="stop">`);
    expect(page.text).toContain("j…@example.com");
    expect(page.text).not.toContain("jane@example.com");
    expect(page.text).not.toMatch(/ style=|<script| on\w+=/);
    expect(await runAt("2026-05-22T18:00:00.000Z")).toHaveLength(1);
  });

  it("stops reminders of every charter once its button is pressed, and can be taken back", async () => {
    expect((await open(`${STOP}?answer=stop`)).text).toContain("No more reminders");
    expect((await open(STOP)).text).toContain("No more reminders");
    const other = await createCharter(admin, { period: "evening" });
    await add(["Jane Doe"], other);
    expect(await runAt("2026-05-22T22:00:00.000Z")).toEqual([]);
    expect((await open(`${STOP}?answer=resume`)).text).toContain("Reminders are on");
    expect(await runAt("2026-05-22T22:05:00.000Z")).toHaveLength(2);
  });

  it("keeps the hash of the address, not the address", async () => {
    await open(`${STOP}?answer=stop`);
    const items = await harness.services.table.query({
      where: "#event_id = :partition",
      values: { partition: PARTITIONS.mailOptOuts },
    });
    expect(items).toHaveLength(1);
    expect(JSON.stringify(items)).not.toContain("jane");
  });

  it("that belongs to nobody says so", async () => {
    for (const path of [`/api/reminders/stop/${slug}/${idOf("nobody")}`, `/api/reminders/stop/nonsense/${JANE}`]) {
      expect(await open(`${path}?answer=stop`)).toMatchObject({ status: 404 });
    }
  });
});

describe("The link that is mailed on request", () => {
  const ask = (patrons: readonly string[]): Promise<Answer> =>
    admin.send("POST", `/api/event/${slug}/reminders`, { patrons });
  const idsOf = (names: readonly string[]): string[] => names.map((name) => idOf(`patron ${name}`));

  it("goes to who has not signed, has an address and wants mail, and the history says so", async () => {
    await add(["Sam Okafor", "Mia Chen", "Leo Alvarez"]);
    await markSigned("Sam Okafor");
    await open(`/api/reminders/stop/${slug}/${idOf("patron Mia Chen")}?answer=stop`);
    harness.gmail.mails.splice(0);
    expect((await ask(idsOf(["Jane Doe", "Sam Okafor", "Mia Chen"]))).status).toBe(200);
    expect(await sent()).toEqual(["jane@example.com: Please sign before you sail"]);
    const event = await readCharter(admin, slug);
    expect(event.history.at(-1)).toMatchObject({ kind: "link-sent", names: ["Jane Doe"], more: 0 });
    const told = event.manifest.map(({ name, reminded_at }) => [name, reminded_at !== null]);
    expect(told).toEqual([
      ["Jane Doe", true],
      ["Sam Okafor", false],
      ["Mia Chen", false],
      ["Leo Alvarez", false],
    ]);
  });

  it("goes to nobody twice within ten minutes, and holds the next reminder back for an hour", async () => {
    harness.clock.now = new Date("2026-05-22T17:40:00.000Z");
    harness.gmail.mails.splice(0);
    await ask([JANE]);
    await ask([JANE]);
    expect(await sent()).toHaveLength(1);
    expect(await runAt("2026-05-22T18:00:00.000Z")).toEqual([]);
    harness.clock.advance(11 * MINUTE_MS);
    await ask([JANE]);
    expect(await sent()).toHaveLength(1);
    expect(await runAt("2026-05-22T20:00:00.000Z")).toEqual(["jane@example.com: Please sign before you sail"]);
  });

  it("goes to all of a long list", async () => {
    const names = Array.from({ length: 45 }, (_, index) => `P${String(index)}`);
    await add(names);
    harness.gmail.mails.splice(0);
    expect((await ask(idsOf(names))).status).toBe(200);
    await sweepOutbox(harness.services);
    expect(await sent()).toHaveLength(45);
  });

  it("goes to one address for ten people at the most, and not again for who is listed anew", async () => {
    const family = Array.from({ length: 14 }, (_, index) => ({
      id: idOf(`family ${String(index)}`),
      name: `Family ${String(index)}`,
      email: "family@example.com",
    }));
    const at = harness.clock.now.toISOString();
    await admin.send("POST", `/api/event/${slug}/patrons`, { patrons: family, at });
    harness.gmail.mails.splice(0);
    await ask(family.map(({ id }) => id));
    expect(await sent()).toHaveLength(10);
    const anew = { id: idOf("anew"), name: "Anew", email: "family@example.com" };
    await admin.send("POST", `/api/event/${slug}/patrons`, { patrons: [anew], at });
    harness.clock.advance(MINUTE_MS);
    await ask([anew.id]);
    expect(await sent()).toHaveLength(10);
  });

  it("says how many wait for room, where not all of a long list find some", async () => {
    harness.sender.away = true;
    const batches = ["P", "Q", "R", "S"].map((letter) =>
      Array.from({ length: 100 }, (_, index) => `${letter}${String(index)}`),
    );
    for (const names of batches) await add(names);
    const answers = [];
    for (const names of batches) answers.push(await ask(idsOf(names)));
    const full = answers.at(-1);
    expect(full?.status).toBe(409);
    expect(full?.text).toMatch(/are on their way, and \d+ wait for room|No mail was sent, and \d+ wait for room/);
  });

  it("is not mailed of a charter that is called off, and not sent where it is while it waits", async () => {
    harness.sender.away = true;
    await ask([JANE]);
    await change({ status: "canceled" });
    harness.sender.away = false;
    harness.gmail.mails.splice(0);
    expect(await runAt("2026-05-21T18:10:00.000Z")).toEqual([]);
    expect(await ask([JANE])).toMatchObject({ status: 409 });
  });
});
