import { beforeEach, describe, expect, it } from "vitest";

import { eventKey, parseEvent } from "../../lambda/charter/stored.ts";
import { parseSignatureRecord } from "../../lambda/charter/signatureRecord.ts";
import { retally } from "../../lambda/charter/tally.ts";
import type { Table } from "../../lambda/dynamodb/table.ts";
import { changePatron } from "../../lambda/patrons/write.ts";
import { verifyMarks } from "../../ops/verify/signature.ts";
import { historyOf } from "../../rules/charter/history.ts";
import { EventResponse, type ChangePatronRequest, type EventDetail } from "../../rules/contract/api/event.ts";
import { EventsResponse } from "../../rules/contract/api/month.ts";
import { matchKey } from "../../rules/manifest/byHand.ts";
import { matchSignatures } from "../../rules/manifest/whoHasSigned.ts";
import { createCharter, readCharter, signature } from "./support/charter.ts";
import { idOf, read, readProblem } from "./support/harness.ts";
import { startMemoryHarness, type MemoryHarness } from "./support/memoryHarness.ts";

const AT = "2026-05-23T17:40:00.000Z";
const later = (minutes: number): string => new Date(Date.parse(AT) + minutes * 60_000).toISOString();

let harness: MemoryHarness;
let slug: string;

beforeEach(async () => {
  harness = await startMemoryHarness();
  slug = await createCharter(harness.admin);
});

const add = async (...people: readonly string[]): Promise<void> => {
  const patrons = people.map((name, place) => ({
    id: idOf(`${name} ${String(place)}`),
    name,
    email: `patron${String(place)}@example.com`,
  }));
  expect((await harness.crew.send("POST", `/api/event/${slug}/patrons`, { patrons, at: AT })).status).toBe(200);
};
const sign = async (name: string, of = name): Promise<void> => {
  const birth_date = of === name ? "1990-02-28" : "1985-02-28";
  const body = signature(name, { id: idOf(of), participants: [{ name, birth_date }] });
  expect((await harness.nobody.send("POST", `/g/${slug}/waiver`, body)).status).toBe(201);
};
const open = (): Promise<EventDetail> => readCharter(harness.crew, slug);
const stored = async () => parseEvent(await harness.table.get(eventKey(slug)));
const month = async () => {
  const [event] = read(EventsResponse, await harness.crew.send("GET", "/api/events?month=2026-05")).events;
  if (event === undefined) throw new Error("There is a charter");
  return event;
};

/** Who of the list has signed, in its order: under which names. */
const signedAs = (event: EventDetail) =>
  matchSignatures(event.manifest, event.signatures).lines.map(({ signature: one }) => one?.participant);

/** The request that says whether the signature under a name counts. */
const word = (event: EventDetail, participant: string, counts: boolean, at: string): ChangePatronRequest => {
  const one = event.signatures.find((line) => line.participant === participant);
  if (one?.nth === undefined) throw new Error(`${participant} has signed`);
  return { at, signature: { record_sha256: one.record_sha256, nth: one.nth, counts } };
};
const patch = (id: string, body: object) => harness.crew.send("PATCH", `/api/event/${slug}/patrons/${id}`, body);

describe("Saying by hand for whom a signature counts", () => {
  it("matches another name: page, month, reminders and what verify holds follow, and the record is as it was", async () => {
    await add("Jane Doe", "Ben");
    await sign("Jane M. Doe");
    const before = await open();
    const records = () => harness.table.items().filter((item) => "record_sha256" in item);
    const sealed = JSON.stringify(records());
    expect([signedAs(before), (await month()).signed_listed]).toEqual([[undefined, undefined], 0]);

    const said = word(before, "Jane M. Doe", true, AT);
    const { event } = read(EventResponse, await patch(idOf("Jane Doe 0"), said));
    expect(signedAs(event)).toEqual(["Jane M. Doe", undefined]);
    expect([event.signed_listed, event.signed]).toEqual([1, 1]);
    expect([(await month()).signed_listed, (await month()).signed]).toEqual([1, 1]);
    expect(historyOf(event).map(({ text }) => text)).toContain(
      "Cody said that the signature of Jane M. Doe counts for Jane Doe.",
    );
    expect(JSON.stringify(records())).toBe(sealed);
    expect(verifyMarks(await stored(), records().map(parseSignatureRecord))).toEqual([]);
    await harness.crew.send("POST", `/api/event/${slug}/reminders`, {
      patrons: event.manifest.map(({ id }) => id),
    });
    const mails = Object.values((await stored()).outbox);
    expect(mails.flatMap((mail) => ("patron_id" in mail ? [mail.patron_id] : []))).toEqual([idOf("Ben 1")]);

    // Sent again it is known, and has one line.
    const again = read(EventResponse, await patch(idOf("Jane Doe 0"), said)).event;
    expect(again.history.filter(({ kind }) => kind === "matched")).toHaveLength(1);
  });

  it("sets right one that counts for the wrong Ana, and mails the one who has not signed", async () => {
    await add("Ana Silva", "Ana Silva");
    await sign("Ana Silva");
    const [first, second] = [idOf("Ana Silva 0"), idOf("Ana Silva 1")];
    expect(signedAs(await open())).toEqual(["Ana Silva", undefined]);
    const { event } = read(EventResponse, await patch(first, word(await open(), "Ana Silva", false, AT)));
    expect(signedAs(event)).toEqual([undefined, "Ana Silva"]);
    expect((await month()).signed_listed).toBe(1);
    await harness.crew.send("POST", `/api/event/${slug}/reminders`, { patrons: [first, second] });
    const mails = Object.values((await stored()).outbox);
    expect(mails.flatMap((mail) => ("patron_id" in mail ? [mail.patron_id] : []))).toEqual([first]);
    // Nor does the record of the departure take her for signed.
    for (const id of [first, second]) await patch(id, { at: later(1), aboard: true });
    const leave = { kind: "departed", id: idOf("leave"), at: later(9), aboard: [first, second], override: "On paper" };
    const left = await harness.crew.send("POST", `/api/event/${slug}/departures`, leave);
    const [entry] = read(EventResponse, left).event.departures;
    expect(entry).toMatchObject({ aboard: [{ signed: false }, { signed: true }], signed: 1 });
  });

  it("is never matched again by names until somebody says so", async () => {
    await add("Ana Silva");
    await sign("Ana Silva");
    const id = idOf("Ana Silva 0");
    await patch(id, word(await open(), "Ana Silva", false, AT));
    await patch(id, { at: later(1), name: "Ana" });
    await patch(id, { at: later(2), name: "Ana Silva" });
    await retally(harness.services, slug);
    expect([signedAs(await open()), (await month()).signed_listed]).toEqual([[undefined], 0]);
    await patch(id, word(await open(), "Ana Silva", true, later(3)));
    expect([signedAs(await open()), (await month()).signed_listed]).toEqual([["Ana Silva"], 1]);
    // Whatever they are called then.
    await patch(id, { at: later(4), name: "Bo" });
    expect([signedAs(await open()), (await month()).signed_listed]).toEqual([["Ana Silva"], 1]);
  });

  it("keeps what is said of others at the same instant: each signature has its own place", async () => {
    await add("Jane Doe");
    await sign("J. Doe");
    await sign("Janet Doe");
    const event = await open();
    const id = idOf("Jane Doe 0");
    const account = { email: "cody@example.com", name: "Cody", role: "crew" } as never;
    const inBetween = async (first: ChangePatronRequest, meanwhile: object): Promise<void> => {
      let done = false;
      const table: Table = {
        ...harness.table,
        update: async (key, update) => {
          if (!done) {
            done = true;
            expect((await patch(id, meanwhile)).status).toBe(200);
          }
          return harness.table.update(key, update);
        },
      };
      await changePatron({ ...harness.services, table }, slug, id, first, { account, origin: "" });
    };
    await inBetween(word(event, "J. Doe", true, AT), word(event, "Janet Doe", false, later(1)));
    await inBetween(word(event, "Janet Doe", true, later(2)), { at: later(2), aboard: true });
    await inBetween(word(event, "J. Doe", false, later(3)), { at: later(3), name: "Jane" });
    const { manifest } = await open();
    const words = Object.values(manifest[0]?.matches ?? {}).map(({ counts, at }) => [at, counts]);
    expect(words.sort()).toEqual([
      [later(2), true],
      [later(3), false],
    ]);
    expect(manifest[0]).toMatchObject({ name: "Jane", aboard_at: later(2) });
    expect(signedAs(await open())).toEqual(["Janet Doe"]);
  });

  it("of who is off the list is refused, and what was said of them holds when they are back", async () => {
    await add("Jane Doe");
    await sign("J. Doe");
    const id = idOf("Jane Doe 0");
    const said = word(await open(), "J. Doe", true, AT);
    await patch(id, said);
    await patch(id, { at: later(1), listed: false });
    expect((await open()).signed_listed).toBe(0);
    expect((await patch(id, { ...said, at: later(2) })).status).toBe(404);
    await patch(id, { at: later(3), listed: true });
    expect([signedAs(await open()), (await month()).signed_listed]).toEqual([["J. Doe"], 1]);
  });

  it("is refused of a signature of another charter, and of none", async () => {
    await add("Jane Doe");
    const other = { record_sha256: "a".repeat(64), nth: 0, counts: true };
    const problem = readProblem(await patch(idOf("Jane Doe 0"), { at: AT, signature: other }));
    expect(problem).toMatchObject({ status: 404, title: "No such signature counts for this charter" });
    for (const bad of [
      { ...other, nth: 10 },
      { ...other, record_sha256: "A" },
      { ...other, more: 1 },
    ])
      expect((await patch(idOf("Jane Doe 0"), { at: AT, signature: bad })).status).toBe(400);
  });

  it("does not carry over a move for which all sign again, and does over another", async () => {
    await add("Jane Doe");
    await sign("J. Doe");
    await patch(idOf("Jane Doe 0"), word(await open(), "J. Doe", true, AT));
    const move = async (date: string, signatures: "kept" | "again") => {
      const { revision } = await open();
      const body = { id: idOf(date), revision, date, period: "afternoon", reason: "Gale warning.", signatures };
      const answer = await harness.admin.send("POST", `/api/event/${slug}/move`, body);
      expect(answer.status).toBeLessThan(300);
      ({ slug } = read(EventResponse, answer).event);
    };
    await move("2026-05-30", "kept");
    expect(signedAs(await open())).toEqual(["J. Doe"]);
    await move("2026-05-31", "again");
    expect([signedAs(await open()), (await open()).signed_listed]).toEqual([[undefined], 0]);
  });

  it("has a bound: what the list has no room for is refused, and nobody is kept from being checked in", async () => {
    await add("Jane Doe");
    await sign("J. Doe");
    const id = idOf("Jane Doe 0");
    const full = Object.fromEntries(
      Array.from({ length: 1200 }, (_, one) => [`${String(one).padStart(64, "0")}#0`, { counts: false, at: AT }]),
    );
    await harness.table.update(eventKey(slug), { set: [[["patrons", id, "matches"], full]] });
    const event = await open();
    expect(readProblem(await patch(id, word(event, "J. Doe", true, AT)))).toMatchObject({
      status: 409,
      title: "The list is full",
    });
    expect((await patch(id, { at: later(1), aboard: true })).status).toBe(200);
  });

  it("is known by the seal and the place in it, as the page names it", async () => {
    await add("Jane Doe");
    await sign("J. Doe");
    const event = await open();
    await patch(idOf("Jane Doe 0"), word(event, "J. Doe", true, AT));
    const [one] = event.signatures;
    expect(Object.keys((await open()).manifest[0]?.matches ?? {})).toEqual([one && matchKey(one)]);
  });
});
