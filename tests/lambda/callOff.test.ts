import { describe, expect, it } from "vitest";

import { createApp } from "../../lambda/app.ts";
import { readStoredEvent } from "../../lambda/charter/read.ts";
import type { Table } from "../../lambda/dynamodb/table.ts";
import { sweepOutbox } from "../../lambda/outbox/sweep.ts";
import { EventResponse, type EventDetail } from "../../rules/contract/api/event.ts";
import { busyCharter } from "./support/busyCharter.ts";
import { createCharter, payment, readCharter, signature } from "./support/charter.ts";
import { dying } from "./support/dying.ts";
import { Client, idOf, read, readProblem } from "./support/harness.ts";
import { readMails } from "./support/mime.ts";
import { useHarness } from "./support/useHarness.ts";

const used = useHarness({ for: "each" });
const { harness, admin, crew, nobody: patron } = used;

const SLUG = "2026-05-23-jane-afternoon";
const PATH = `/api/event/${SLUG}`;

function callOff(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return { id: idOf("off"), revision: 1, money: "refund", reason: "Gale warning for the whole day.", ...changes };
}

async function calledOff(changes: Record<string, unknown> = {}): Promise<EventDetail> {
  return read(EventResponse, await admin.send("POST", `${PATH}/call-off`, callOff(changes))).event;
}

async function reopened(revision: number): Promise<EventDetail> {
  return read(EventResponse, await admin.send("PATCH", PATH, { revision, status: "open" })).event;
}

/** The mails that have gone out since this was asked last, by whom they are to. */
async function mails() {
  await harness.settled();
  const sent = await readMails(harness.gmail.mails.splice(0));
  return new Map(sent.map((mail) => [mail.headers.get("to") ?? "", mail]));
}

const kindsOf = ({ call_off_log }: EventDetail): readonly string[] => call_off_log.map(({ kind }) => kind);

describe("A charter that is called off", () => {
  it("says why, what becomes of the money, and who did it, and keeps all else on record", async () => {
    await busyCharter(used);
    const event = await calledOff();
    expect(event).toMatchObject({ status: "canceled", revision: 2, paid_cents: 12_000, patrons: 3, signed: 1 });
    expect(event.call_off_log).toMatchObject([
      { kind: "called-off", money: "refund", reason: "Gale warning for the whole day.", untold: [], name: "Ada" },
    ]);
    expect(event.history.at(-1)).toMatchObject({ kind: "called-off", money: "refund", by: "ada@example.com" });
    expect(readProblem(await patron.send("POST", `/g/${SLUG}/waiver`, signature("Sam Okafor"))).status).toBe(409);
  });

  it("tells everybody once: why, what becomes of the money, with their calendar's entry", async () => {
    await busyCharter(used);
    await mails();
    await calledOff({ money: "credit" });
    const sent = await mails();
    expect([...sent.keys()].sort()).toEqual(["cody@example.com", "jane@example.com", "sam@example.com"]);
    for (const mail of sent.values()) {
      expect(mail.text).toContain("Gale warning for the whole day.");
      expect(mail.files.map(({ name }) => name)).toEqual([`${SLUG}.ics`]);
      expect(mail.files[0]?.bytes.toString()).toContain("STATUS:CANCELLED");
    }
    expect(sent.get("cody@example.com")?.subject).toBe("Called off: Jane’s afternoon charter, 2026-05-23");
    const jane = sent.get("jane@example.com");
    expect(jane?.subject).toBe("Your charter is called off: Sat, May 23, 2026, 2:00 PM EDT");
    expect(jane?.text).toContain("kept for you as a credit");
    // The same request again tells nobody twice.
    await calledOff({ money: "credit" });
    expect((await mails()).size).toBe(0);
  });

  it("says nothing of money where none was paid", async () => {
    await createCharter(admin, { starts_at: "14:00" });
    await crew.send("POST", `${PATH}/patrons`, {
      patrons: [{ id: idOf("jane"), name: "Jane Doe", email: "jane@example.com" }],
      at: harness.clock.now.toISOString(),
    });
    await calledOff();
    expect((await mails()).get("jane@example.com")?.text).not.toMatch(/paid|refund/);
  });

  it("sails after all when it is opened again: whoever heard that it is off hears of that", async () => {
    await busyCharter(used);
    await calledOff();
    await mails();
    const event = await reopened(2);
    expect([event.status, kindsOf(event)]).toEqual(["open", ["called-off", "reopened"]]);
    const sent = await mails();
    expect([...sent.keys()].sort()).toEqual(["cody@example.com", "jane@example.com", "sam@example.com"]);
    expect(sent.get("jane@example.com")?.text).toContain("Nothing: you have signed the waiver");
    expect(sent.get("sam@example.com")?.text).toContain(`https://charters.example/g/${SLUG}/waiver`);
    expect(sent.get("jane@example.com")?.files[0]?.bytes.toString()).toContain("STATUS:CONFIRMED");
  });

  it("tells nobody anything where it is opened again before the mails have gone", async () => {
    await busyCharter(used);
    await mails();
    harness.sender.away = true;
    await calledOff();
    expect((await reopened(2)).status).toBe("open");
    harness.sender.away = false;
    harness.clock.advance(600_000);
    await sweepOutbox(harness.services);
    expect([...(await mails()).keys()].filter((to) => !to.startsWith("cody"))).toEqual([]);
  });

  it("tells again whoever a sender has begun to tell while it was opened", async () => {
    await busyCharter(used);
    await mails();
    harness.sender.away = true;
    await calledOff();
    // The sender takes one of the mails after the charter was read to be opened again.
    const { table } = harness.services;
    let begun = false;
    const late: Table = {
      ...table,
      update: async (key, update) => {
        if (!begun) {
          begun = true;
          const [id] = Object.entries((await readStoredEvent(table, SLUG))?.seen.outbox ?? {}).flatMap(
            ([mail, { kind }]) => (kind === "called-off" ? [mail] : []),
          );
          await table.update(key, { set: [[["outbox", id ?? "", "tries"], 1]] });
        }
        return table.update(key, update);
      },
    };
    const client = new Client({ app: createApp({ ...harness.services, table: late }) });
    client.cookie = admin.cookie;
    expect((await client.send("PATCH", PATH, { revision: 2, status: "open" })).status).toBe(200);
    const kinds = Object.values((await readStoredEvent(table, SLUG))?.seen.outbox ?? {}).map(({ kind }) => kind);
    // One was begun and is answered by another; the other was taken back.
    expect(kinds.filter((kind) => kind === "called-off" || kind === "reopened").sort()).toEqual([
      "called-off",
      "reopened",
    ]);
    harness.sender.away = false;
  });

  it("is called off once more with another end for the money, and its patrons hear of that", async () => {
    await busyCharter(used);
    await calledOff();
    await mails();
    const again = { id: idOf("once more"), revision: 2, money: "credit", reason: "Jane rather comes in June." };
    expect(kindsOf(await calledOff(again))).toEqual(["called-off", "called-off"]);
    const sent = await mails();
    expect([...sent.keys()].sort()).toEqual(["jane@example.com", "sam@example.com"]);
    expect(sent.get("sam@example.com")?.text).toContain("kept for you as a credit");
  });

  it("is open again once it is moved, and everybody hears of the new day alone", async () => {
    await busyCharter(used);
    await calledOff();
    await mails();
    harness.clock.advance(1_000);
    const move = { id: idOf("move"), revision: 2, date: "2026-06-01", period: "morning", signatures: "kept" };
    const answer = await admin.send("POST", `${PATH}/move`, { ...move, reason: "A better day." });
    expect(read(EventResponse, answer).event).toMatchObject({ status: "open", paid_cents: 12_000 });
    const sent = await mails();
    expect([...sent.values()].map(({ subject }) => subject.split(":")[0]).sort()).toEqual([
      "Moved",
      "New date for your charter",
      "New date for your charter",
    ]);
  });
});

describe("Calling off", () => {
  it.each([
    ["on an older reading", { revision: 0 }, 409],
    ["without a reason", { reason: " " }, 400],
    ["without a word on the money", { money: undefined }, 400],
    ["with something else for the money", { money: "keep" }, 400],
    ["for half a character", { reason: "Gale \ud800" }, 400],
  ])("%s is refused, and nothing is called off", async (_, changes, status) => {
    await busyCharter(used);
    expect(readProblem(await admin.send("POST", `${PATH}/call-off`, callOff(changes))).status).toBe(status);
    expect((await readCharter(crew, SLUG)).status).toBe("open");
  });

  it("under an id that said something else is refused", async () => {
    await busyCharter(used);
    await calledOff();
    const other = await admin.send("POST", `${PATH}/call-off`, callOff({ reason: "No crew." }));
    expect(readProblem(other).title).toBe("This was called off before, with other words");
  });

  it("a charter that has sailed is refused", async () => {
    await busyCharter(used);
    const at = harness.clock.now.toISOString();
    const leave = { kind: "departed", id: idOf("leave"), at, aboard: [], override: "Nobody but the crew." };
    expect((await crew.send("POST", `${PATH}/departures`, leave)).status).toBe(200);
    expect(readProblem(await admin.send("POST", `${PATH}/call-off`, callOff())).title).toBe("This charter has sailed");
  });

  it("is an admin's", async () => {
    await busyCharter(used);
    expect((await crew.send("POST", `${PATH}/call-off`, callOff())).status).toBe(403);
  });

  it("and moving at the same moment are one of the two: the other is told", async () => {
    await busyCharter(used);
    const move = { id: idOf("move"), revision: 1, date: "2026-06-01", period: "morning", signatures: "kept" };
    const answers = await Promise.all([
      admin.send("POST", `${PATH}/call-off`, callOff()),
      admin.send("POST", `${PATH}/move`, { ...move, reason: "A better day." }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it("takes what is paid, signed and checked at the same instant, once", async () => {
    await busyCharter(used);
    const at = harness.clock.now.toISOString();
    const answers = await Promise.all([
      admin.send("POST", `${PATH}/call-off`, callOff()),
      admin.send("POST", "/api/payment/log", payment(SLUG, "then")),
      crew.send("PATCH", `${PATH}/patrons/${idOf("lou")}`, { at, aboard: true }),
    ]);
    expect(answers.map(({ status }) => Math.floor(status / 100))).toEqual([2, 2, 2]);
    const event = await readCharter(crew, SLUG);
    expect([event.status, event.paid_cents, event.aboard]).toEqual(["canceled", 24_000, 1]);
  });

  it.each([1, 2].flatMap((nth) => (["before", "after"] as const).map((when) => [nth, when] as const)))(
    "that dies at write %i, %s it, has done all or nothing, and the same request again ends it",
    async (nth, when) => {
      await busyCharter(used);
      await dying(used, nth, when)
        .send("POST", `${PATH}/call-off`, callOff())
        .catch(() => undefined);
      const between = await readCharter(crew, SLUG);
      expect([
        ["open", []],
        ["canceled", ["called-off"]],
      ]).toContainEqual([between.status, kindsOf(between)]);
      const event = await calledOff();
      expect([event.status, kindsOf(event)]).toEqual(["canceled", ["called-off"]]);
    },
  );

  it("reaches a list of any length, and says whom at once: the version before asks to call all others", async () => {
    await busyCharter(used);
    const patrons = (from: number) =>
      Array.from({ length: 100 }, (_, index) => ({
        id: idOf(`p${String(from + index)}`),
        name: `Patron ${String(from + index)}`,
        email: `p${String(from + index)}@example.com`,
      }));
    for (const from of [0, 100, 200])
      await crew.send("POST", `${PATH}/patrons`, { patrons: patrons(from), at: harness.clock.now.toISOString() });
    await mails();
    const [entry] = (await calledOff()).call_off_log;
    if (entry?.kind !== "called-off") throw new Error("It is not called off.");
    expect(entry.untold).toEqual([]);
    expect([entry.told?.length, entry.rest_told]).toEqual([38, true]);
    expect((await mails()).size).toBeGreaterThan(40);
    // So does a move.
    harness.clock.advance(1_000);
    const move = { id: idOf("move"), revision: 2, date: "2026-06-01", period: "morning", signatures: "kept" };
    const moved = read(EventResponse, await admin.send("POST", `${PATH}/move`, { ...move, reason: "Fine day." })).event;
    expect(moved.moves[0]?.told?.length).toBe(38);
  });
});
