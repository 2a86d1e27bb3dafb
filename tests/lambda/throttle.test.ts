import fc from "fast-check";
import { describe, expect, it } from "vitest";

import type { Table } from "../../lambda/dynamodb/table.ts";
import { fairShare } from "../../lambda/throttle/fairShare.ts";
import {
  countTries,
  forgetTries,
  reserveEach,
  reserveTry,
  returnTry,
  type Limit,
} from "../../lambda/throttle/throttle.ts";
import { secondsUntilTaken, takeRoom, type Room } from "../../lambda/throttle/room.ts";
import { windowAt } from "../../lambda/throttle/windows.ts";
import { openMemoryTable } from "../../simulate/table/memoryTable.ts";

const HOUR_MS = 3_600_000;
const LIMIT: Limit = { scope: "test", subject: "somebody", max: 20, seconds: 3_600 };
/** Where a window ends and the next one begins. */
const TURN = Date.parse("2026-05-23T18:00:00.000Z");

function openTable(): Table {
  return openMemoryTable({ now: () => TURN, lag: () => 0 });
}

function reserve(table: Table, at: number, tries = 1, limit = LIMIT) {
  return reserveTry(table, limit, new Date(at), tries);
}

/** Reserves one try after the other at an instant until one is refused, and answers how many were taken. */
async function takeAll(table: Table, at: number): Promise<number> {
  let taken = 0;
  while ((await reserve(table, at)).ok) taken += 1;
  return taken;
}

interface Try {
  readonly at: number;
  readonly tries: number;
}

/** How many tries were taken in a stretch, after its start and up to its end. */
function takenIn(taken: readonly Try[], from: number, to: number): number {
  return taken.filter(({ at }) => at > from && at <= to).reduce((sum, { tries }) => sum + tries, 0);
}

/** Pauses of all lengths that matter: none, within a part, about a part, about a window. */
const pause = fc.oneof(
  fc.constant(0),
  fc.integer({ min: 1, max: 2_000 }),
  fc.integer({ min: 30_000, max: 90_000 }),
  fc.integer({ min: 60_000, max: 600_000 }),
  fc.integer({ min: HOUR_MS - 120_000, max: HOUR_MS + 120_000 }),
);
const steps = fc.array(fc.record({ pause, tries: fc.integer({ min: 1, max: 7 }), obeys: fc.boolean() }), {
  minLength: 1,
  maxLength: 80,
});

describe("A limit", () => {
  it("is kept in every stretch of its length, refuses nobody who keeps it, and says truly when it is over", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: HOUR_MS }), steps, async (begin, all) => {
        const table = openTable();
        const taken: Try[] = [];
        let at = TURN + begin;
        let told: { readonly at: number; readonly tries: number } | undefined;
        for (const step of all) {
          const obeyed = step.obeys ? told : undefined;
          at = obeyed?.at ?? at + step.pause;
          const tries = obeyed?.tries ?? step.tries;
          const reserved = await reserve(table, at, tries);
          if (obeyed !== undefined) expect(reserved.ok).toBe(true);
          if (reserved.ok) taken.push({ at, tries });
          else expect(takenIn(taken, at - HOUR_MS - HOUR_MS / 60, at) + tries).toBeGreaterThan(LIMIT.max);
          expect(takenIn(taken, at - HOUR_MS, at)).toBeLessThanOrEqual(LIMIT.max);
          told = reserved.ok ? undefined : { at: at + reserved.retryAfterSeconds * 1_000, tries };
        }
      }),
      { numRuns: 400 },
    );
  });

  it("is kept by tries at the same moment, whatever the order of their calls, also where one hour turns into the next", async () => {
    const about = fc.array(fc.integer({ min: -3_000, max: 3_000 }), { minLength: 20, maxLength: 45 });
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), about, async (scheduler, offsets) => {
        const open = openTable();
        const table: Table = {
          ...open,
          get: scheduler.scheduleFunction((...given: Parameters<Table["get"]>) => open.get(...given)),
          update: scheduler.scheduleFunction((...given: Parameters<Table["update"]>) => open.update(...given)),
          updateAndRead: scheduler.scheduleFunction((...given: Parameters<Table["updateAndRead"]>) =>
            open.updateAndRead(...given),
          ),
        };
        const all = Promise.all(offsets.map((offset) => reserve(table, TURN + offset)));
        await scheduler.waitFor(all);
        const taken = (await all).filter(({ ok }) => ok).length;
        expect(taken).toBe(Math.min(offsets.length, LIMIT.max));
      }),
      { numRuns: 100 },
    );
  });

  it("lets nobody take twice as many where an hour ends", async () => {
    const table = openTable();
    expect(await takeAll(table, TURN - 1_000)).toBe(LIMIT.max);
    expect(await takeAll(table, TURN + 66_000)).toBe(0);
    expect(await takeAll(table, TURN + HOUR_MS - 1)).toBe(0);
    expect(await takeAll(table, TURN + HOUR_MS)).toBe(LIMIT.max);
  });

  it("gives a try back, and forgets, also what came before the hour's end", async () => {
    const table = openTable();
    await takeAll(table, TURN - 1_000);
    await returnTry(table, LIMIT, new Date(TURN - 1_000));
    expect(await takeAll(table, TURN + 40_000)).toBe(1);
    await forgetTries(table, LIMIT, new Date(TURN + 50_000));
    expect(await takeAll(table, TURN + 60_000)).toBe(LIMIT.max);
  });

  it("counts for each subject and scope by itself", async () => {
    const table = openTable();
    await takeAll(table, TURN + 60_000);
    for (const other of [
      { ...LIMIT, subject: "else" },
      { ...LIMIT, scope: "other" },
    ])
      expect((await reserve(table, TURN + 60_000, LIMIT.max, other)).ok).toBe(true);
  });

  it("is reached by one write and one read, but right after an hour's end", async () => {
    const open = openTable();
    const calls: string[] = [];
    const noting: Table = {
      ...open,
      get: (...given) => (calls.push("get"), open.get(...given)),
      update: (...given) => (calls.push("update"), open.update(...given)),
      updateAndRead: (...given) => (calls.push("updateAndRead"), open.updateAndRead(...given)),
    };
    await reserve(noting, TURN + 60_000);
    expect(calls.splice(0)).toEqual(["get", "update"]);
    await reserve(noting, TURN + 1_000);
    expect(calls).toEqual(["updateAndRead", "update"]);
  });
});

describe("What many share", () => {
  const limit = (scope: string, subject: string, max: number, seconds = 3_600): Limit => ({
    scope,
    subject,
    max,
    seconds,
  });
  const roomOf = (taker: string): Room => ({
    little: limit("little", taker, 3),
    kept: [limit("kept-here", "all", 8), limit("kept", "all", 6)],
    open: [limit("open", "all", 5), limit("open-day", "all", 12, 86_400)],
  });
  const take = (table: Table, taker: string, at: number, much = 1) =>
    takeRoom(table, roomOf(taker), new Date(at), much);

  it("has a part that whoever takes much cannot use up", async () => {
    const table = openTable();
    let taken = 0;
    while (await take(table, "greedy", TURN)) taken += 1;
    expect(taken).toBe(3 + 5);
    expect(await take(table, "modest", TURN, 3)).toBe(true);
    expect(await take(table, "modest", TURN)).toBe(false);
    expect(await take(table, "third", TURN)).toBe(false);
  });

  it("is never more than both parts, and is there again when that was said", async () => {
    const turns = fc.array(
      fc.record({
        pause,
        taker: fc.constantFrom("a", "b", "c"),
        much: fc.integer({ min: 1, max: 3 }),
        obeys: fc.boolean(),
      }),
      { minLength: 1, maxLength: 60 },
    );
    await fc.assert(
      fc.asyncProperty(turns, async (all) => {
        const table = openTable();
        const taken: Try[] = [];
        let at = TURN;
        for (const { pause, taker, much, obeys } of all) {
          at += pause;
          if (await take(table, taker, at, much)) taken.push({ at, tries: much });
          else if (obeys) {
            at += 1_000 * (await secondsUntilTaken(table, roomOf(taker), new Date(at), much));
            expect(await take(table, taker, at, much)).toBe(true);
            taken.push({ at, tries: much });
          }
          expect(takenIn(taken, at - HOUR_MS, at)).toBeLessThanOrEqual(6 + 5);
        }
      }),
      { numRuns: 150 },
    );
  });

  it("loses nothing to what is refused", async () => {
    const table = openTable();
    await takeRoom(table, { ...roomOf("a"), kept: [limit("kept", "all", 0)] }, new Date(TURN), 5);
    for (let turn = 0; turn < 4; turn += 1)
      await takeRoom(
        table,
        { ...roomOf("b"), kept: [limit("kept-here", "all", 8), limit("kept", "all", 0)] },
        new Date(TURN),
        1,
      );
    expect(await take(table, "b", TURN, 3)).toBe(true);
    expect(await take(table, "c", TURN, 3)).toBe(true);
    expect(await secondsUntilTaken(table, roomOf("a"), new Date(TURN), 1)).toBe(3_600);
  });
});

describe("What the version before counted", () => {
  const at = TURN + 1_200_000;
  const { key, endsAt } = windowAt(LIMIT, at);

  async function countAsBefore(table: Table, tries: number, window = key): Promise<void> {
    await table.update(window, { set: [["expires_at", endsAt / 1_000]], add: [["tries", tries]] });
  }

  it("counts here, and while it may: until an hour after the end of its own", async () => {
    const table = openTable();
    await countAsBefore(table, 15);
    expect(await takeAll(table, at)).toBe(5);
    const refused = await reserve(table, at, 6);
    expect(refused).toEqual({ ok: false, retryAfterSeconds: (endsAt + HOUR_MS - at) / 1_000 });
    expect(await takeAll(table, endsAt + HOUR_MS - 60_000)).toBe(5);
    expect(await takeAll(table, endsAt + HOUR_MS)).toBe(15);
  });

  it("finds in the same place what this one counted", async () => {
    const table = openTable();
    await reserve(table, at, 7);
    expect(await table.get(key)).toMatchObject({ tries: 7 });
    await countAsBefore(table, 3);
    expect(await takeAll(table, at + 1_000)).toBe(10);
  });
});

describe("What is shared fairly", () => {
  const all: Limit = { scope: "all", subject: "company", max: 120, seconds: 3_600 };
  const take = async (table: Table, who: string, times: number): Promise<number> => {
    const each: Limit = { scope: "each", subject: who, max: 100, seconds: 3_600 };
    for (let taken = 0; ; taken += 1) {
      const share = await fairShare(table, { each, all, times }, new Date(TURN), 1);
      if (!(await reserveEach(table, [share, all], new Date(TURN))).ok) return taken;
    }
  };

  it("is never used up by those who have taken much: whoever comes next finds as much as is left for each of them", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 8 }), fc.constantFrom(1, 2), async (greedy, times) => {
        const table = openTable();
        for (let who = 0; who < greedy; who += 1) await take(table, `greedy ${who}`, times);
        const left = all.max - (await countTries(table, all, new Date(TURN)));
        expect(left).toBeGreaterThan(0);
        expect(await take(table, "next", times)).toBe(Math.min(100, Math.floor((left * times) / (times + 1))));
      }),
      { numRuns: 16 },
    );
  });

  it("is given to one alone up to what each may take", async () => {
    expect(await take(openTable(), "one", 10)).toBe(100);
    expect(await take(openTable(), "one", 1)).toBe(60);
  });
});
