import { describe, expect, it } from "vitest";

import { eventKey, parseEvent } from "../../lambda/charter/stored.ts";
import type { Table } from "../../lambda/dynamodb/table.ts";
import { sweepOutbox } from "../../lambda/outbox/sweep.ts";
import { EventResponse, type EventDetail } from "../../rules/contract/api/event.ts";
import { verifyMail } from "../../ops/verify/mail.ts";
import { unreachedBy } from "../../site/charter/told.ts";
import { createCharter, readCharter } from "./support/charter.ts";
import { idOf, read } from "./support/harness.ts";
import { startMemoryHarness, type MemoryHarness } from "./support/memoryHarness.ts";

/** How a list longer than one update holds is told of a move, a calling off and a reopening: everybody with an address, once. */

const MINUTE_MS = 60_000;
const LISTED = 130;

interface Scene {
  readonly harness: MemoryHarness;
  /** Moves on: the harness's clock shows it. */
  readonly now: Date;
  readonly slug: string;
}

async function open(listed = LISTED): Promise<Scene> {
  const now = new Date("2026-05-20T18:00:00.000Z");
  const harness = await startMemoryHarness(now);
  const slug = await createCharter(harness.admin, { crew: ["cody@example.com"] });
  const people = Array.from({ length: listed }, (_, one) => ({
    id: idOf(`p${String(one)}`),
    name: `P${String(one)}`,
    email: `p${String(one)}@example.com`,
  }));
  for (let from = 0; from < listed; from += 100) {
    const body = { patrons: people.slice(from, from + 100), at: now.toISOString() };
    expect((await harness.admin.send("POST", `/api/event/${slug}/patrons`, body)).status).toBe(200);
  }
  now.setTime(now.getTime() + MINUTE_MS);
  await sweepOutbox(harness.services);
  harness.sent.splice(0);
  return { harness, now, slug };
}

const send = async ({ harness, slug }: Scene, path: string, body: object): Promise<EventDetail> => {
  const { revision } = await readCharter(harness.admin, slug);
  const method = path === "" ? "PATCH" : "POST";
  const answer = await harness.admin.send(method, `/api/event/${slug}${path}`, { revision, ...body });
  expect(answer.status).toBe(200);
  return read(EventResponse, answer).event;
};
const callOff = (scene: Scene) =>
  send(scene, "/call-off", { id: idOf("off"), money: "refund", reason: "Gale warning for the whole day." });
const move = (scene: Scene) =>
  send(scene, "/move", {
    id: idOf("move"),
    date: "2026-06-01",
    period: "morning",
    signatures: "kept",
    reason: "Gale warning.",
  });
const reopen = (scene: Scene) => send(scene, "", { status: "open" });

/** Sweeps until nothing waits any more. */
async function sweepAll({ harness, now, slug }: Scene): Promise<void> {
  for (let sweep = 0; sweep < 30; sweep += 1) {
    now.setTime(now.getTime() + 10 * MINUTE_MS);
    await sweepOutbox(harness.services);
    if ((await readCharter(harness.admin, slug)).mail.queued === 0) return;
  }
  throw new Error("Mails still wait.");
}

const of = (sent: readonly string[], kind: string) => sent.filter((id) => id.startsWith(`${kind}-`));
const waiting = async ({ harness, slug }: Scene) =>
  Object.values(parseEvent(await harness.table.get(eventKey(slug))).outbox);

/** A table whose process dies at its nth write, before it or after it: no later one is made. */
function dyingAt(table: Table, nth: number, when: "before" | "after"): Table {
  let writes = 0;
  return {
    ...table,
    update: async (key, update) => {
      writes += 1;
      if (writes > nth || (writes === nth && when === "before")) throw new Error("died");
      const answer = await table.update(key, update);
      if (writes === nth) throw new Error("died");
      return answer;
    },
  };
}

/** At which writes of a sweep something stands for others, or gives way to them. */
async function writesOfRest(scene: Scene): Promise<readonly number[]> {
  const { services } = scene.harness;
  const found: number[] = [];
  let writes = 0;
  const table: Table = {
    ...services.table,
    update: (key, update) => {
      writes += 1;
      if (JSON.stringify([update.set, update.remove]).includes('"rest-')) found.push(writes);
      return services.table.update(key, update);
    },
  };
  await sweepOutbox({ ...services, table });
  return found;
}

describe("A list longer than one update holds", () => {
  it.each([
    ["moved", move],
    ["called-off", callOff],
  ] as const)("is told that its charter was %s, each once, and nobody has to be called", async (kind, act) => {
    const scene = await open();
    const event = await act(scene);
    const entry = kind === "moved" ? event.moves[0] : event.call_off_log[0];
    if (entry === undefined || !("untold" in entry)) throw new Error("It is told of.");
    expect(unreachedBy(entry, event.manifest)).toEqual([]);
    // The version before knows of no others: it asks to call them.
    const { rest_told, ...asBefore } = entry;
    expect(rest_told).toBe(true);
    expect(unreachedBy(asBefore, event.manifest).length).toBe(LISTED - 38);
    expect((await waiting(scene)).length).toBeLessThanOrEqual(40);
    await sweepAll(scene);
    const told = of(scene.harness.sent, kind);
    expect([told.length, new Set(told).size]).toEqual([LISTED, LISTED]);
    expect(await waiting(scene)).toEqual([]);
  });

  it("as long as a list may be is told", async () => {
    const scene = await open(400);
    await callOff(scene);
    await sweepAll(scene);
    expect(new Set(of(scene.harness.sent, "called-off")).size).toBe(400);
  });

  it("is told once wherever a sender dies as it goes from some to the next of them", async () => {
    const writes = await (async () => {
      const scene = await open(90);
      await callOff(scene);
      return writesOfRest(scene);
    })();
    expect(writes.length).toBeGreaterThanOrEqual(2);
    for (const nth of new Set(writes.flatMap((one) => [one - 1, one, one + 1])))
      for (const when of ["before", "after"] as const) {
        const scene = await open(90);
        await callOff(scene);
        const { services, table, sent } = scene.harness;
        await sweepOutbox({ ...services, table: dyingAt({ ...services.table }, nth, when) }).catch(() => undefined);
        const item = (await table.get(eventKey(scene.slug))) as Record<string, unknown>;
        expect(verifyMail(parseEvent(item), String(item["outbox_state"]))).toEqual([]);
        await sweepAll(scene);
        const told = of(sent, "called-off");
        expect([nth, when, new Set(told).size]).toEqual([nth, when, 90]);
        // Twice is sent only what was with Gmail when the sender died: as one mail, by its id.
        expect(told.length).toBeLessThanOrEqual(95);
      }
  });

  it("is told once by several senders at a time", async () => {
    const scene = await open();
    await callOff(scene);
    const { services } = scene.harness;
    await Promise.all([sweepOutbox(services), sweepOutbox(services), sweepOutbox(services)]);
    await sweepAll(scene);
    const told = of(scene.harness.sent, "called-off");
    expect([told.length, new Set(told).size]).toEqual([LISTED, LISTED]);
  });

  it("of whom some have been told that it is off hears that it sails after all, they and nobody else", async () => {
    for (const nth of [0, 3, 60, 150]) {
      const scene = await open();
      await callOff(scene);
      const { services, table, sent } = scene.harness;
      if (nth > 0)
        await sweepOutbox({ ...services, table: dyingAt({ ...services.table }, nth, "before") }).catch(() => undefined);
      scene.now.setTime(scene.now.getTime() + 10 * MINUTE_MS);
      // What was with Gmail is sent to the end, or is told needless.
      await reopen(scene);
      await sweepAll(scene);
      const [off, sails] = [new Set(of(sent, "called-off")).size, new Set(of(sent, "reopened")).size];
      expect(sails).toBeGreaterThanOrEqual(off);
      expect(sails - off).toBeLessThanOrEqual(5);
      expect(parseEvent(await table.get(eventKey(scene.slug))).outbox).toEqual({});
    }
  });

  it("hears of the later one of two moves, or of a move of what is off, and nobody of both", async () => {
    const scene = await open();
    await callOff(scene);
    await move(scene);
    await sweepAll(scene);
    expect(of(scene.harness.sent, "called-off")).toEqual([]);
    expect(new Set(of(scene.harness.sent, "moved")).size).toBe(LISTED);
  });

  it("hears nothing of another hour that the move tells of as well, whoever is told of the move later", async () => {
    const scene = await open(60);
    await send(scene, "", { starts_at: "15:00" });
    scene.now.setTime(scene.now.getTime() + 1_000);
    await move(scene);
    await sweepAll(scene);
    expect(of(scene.harness.sent, "changed")).toEqual([]);
    expect(new Set(of(scene.harness.sent, "moved")).size).toBe(60);
  });

  it("keeps what a newer version tells in this way waiting for it", async () => {
    const scene = await open(60);
    await callOff(scene);
    const [id] = Object.entries(parseEvent(await scene.harness.table.get(eventKey(scene.slug))).outbox).flatMap(
      ([mail, { kind }]) => (kind === "rest" ? [mail] : []),
    );
    await scene.harness.table.update(eventKey(scene.slug), { set: [[["outbox", id ?? "", "of"], "postponed"]] });
    scene.now.setTime(scene.now.getTime() + MINUTE_MS);
    for (let sweep = 0; sweep < 3; sweep += 1) await sweepOutbox(scene.harness.services);
    expect(await waiting(scene)).toMatchObject([{ kind: "rest", of: "postponed", tries: 0 }]);
  });

  it("leaves out who has left it, has no address, or has come on it since", async () => {
    const scene = await open(60);
    await callOff(scene);
    const { admin } = scene.harness;
    const { manifest } = await readCharter(admin, scene.slug);
    const [last] = [...manifest].sort((a, b) => (a.id < b.id ? 1 : -1));
    if (last === undefined) throw new Error("Somebody is listed.");
    const at = scene.now.toISOString();
    await admin.send("PATCH", `/api/event/${scene.slug}/patrons/${last.id}`, { at, listed: false });
    scene.now.setTime(scene.now.getTime() + MINUTE_MS);
    const newcomer = { id: "ffffffff-ffff-4fff-bfff-ffffffffffff", name: "New", email: "new@example.com" };
    await admin.send("POST", `/api/event/${scene.slug}/patrons`, { patrons: [newcomer], at });
    await sweepAll(scene);
    expect(new Set(of(scene.harness.sent, "called-off")).size).toBe(59);
  });
});
