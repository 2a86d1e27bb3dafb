import { beforeAll, describe, expect, test } from "vitest";

import type { Key, Table } from "../../lambda/dynamodb/table.ts";
import { stepsOf, type Update } from "../../lambda/dynamodb/update.ts";
import { BY_MONTH_INDEX, PARTITIONS } from "../../rules/contract/table.ts";
import { play, type RunResult, type Versions } from "../../simulate/run.ts";
import { shrink } from "../../simulate/shrink.ts";
import type { Plant } from "../../simulate/system/inProcess.ts";
import { versionBefore, versionNow, VERSION_BEFORE } from "../../simulate/versions/version.ts";
import type { Invariant } from "../../simulate/world/violation.ts";

let versions: Versions;
beforeAll(async () => {
  versions = { now: await versionNow(false), before: await versionBefore(VERSION_BEFORE, false) };
});

describe("A run", () => {
  test("is the same for the same seed, to its last line, and another one for another seed", async () => {
    const [first, again, other] = [await run(5), await run(5), await run(6)];
    expect(first.failure).toBeUndefined();
    expect([again.hash, again.steps, again.counts]).toEqual([first.hash, first.steps, first.counts]);
    expect(other.hash).not.toBe(first.hash);
  });

  test("plays a step as it was played when others are left out", async () => {
    const [all, few]: string[][] = [[], []];
    const whole = await run(7, { onLine: (line) => all?.push(line) });
    // Time passes between two at once, so that only the instants are others.
    const calendar = (lines: readonly string[] = []) =>
      lines.filter((line) => line.includes(" createCharter")).map((line) => line.split(" ").slice(1).join(" "));
    const steps = calendar(all).map((line) => line.split(" ")[0] ?? "");
    const part = await run(7, { only: new Set(steps), onLine: (line) => few?.push(line) });
    expect(steps.length).toBeGreaterThan(1);
    expect(part.steps.length).toBeLessThan(whole.steps.length);
    expect(calendar(few)).toEqual(calendar(all));
  });
});

function run(seed: number, more: { plant?: Plant; only?: ReadonlySet<string>; onLine?: (line: string) => void } = {}) {
  return play({ seed, days: 3, versions, ...more });
}

/** Changes the updates of some items on their way to the table. */
function editing(edit: (update: Update, key: Key) => Update): Plant {
  return {
    table: (table) => ({
      ...table,
      update: (key, update) => table.update(key, edit(update, key)),
      updateAndRead: (key, update) => table.updateAndRead(key, edit(update, key)),
    }),
  };
}

function at(part: readonly [Parameters<typeof stepsOf>[0], unknown], ...steps: readonly string[]): boolean {
  const path = stepsOf(part[0]);
  return steps.every((step, place) => path[place] === step);
}

/** Lets an update forget one thing that it should do. */
function forgetting(...steps: readonly string[]): Plant {
  return editing((update) => ({
    ...update,
    set: (update.set ?? []).filter((part) => !at(part, ...steps)),
    append: (update.append ?? []).filter((part) => !at(part, ...steps)),
    add: (update.add ?? []).filter((part) => !at(part, ...steps)),
  }));
}

function withTable(change: (table: Table) => Partial<Table>): Plant {
  return { table: (table) => ({ ...table, ...change(table) }) };
}

const isDay = ({ event_id }: Key): boolean => event_id === PARTITIONS.closeouts;

/** A fault in the system, and what a run must say of it. */
const PLANTED: readonly (readonly [string, Invariant | readonly Invariant[], Plant])[] = [
  ["a payment that is acknowledged and not written", "money", forgetting("payment_log")],
  [
    "an entry that is written twice",
    "money",
    editing((update) => ({
      ...update,
      append: (update.append ?? []).map(([path, items]) => [
        path,
        path === "payment_log" ? [...items, ...items] : items,
      ]),
    })),
  ],
  [
    "a line of history that is written twice",
    "history",
    editing((update) => ({
      ...update,
      append: (update.append ?? []).map(([path, items]) => [path, path === "history" ? [...items, ...items] : items]),
    })),
  ],
  ["a move that is not kept", "moves", forgetting("moves")],
  ["a balance that is not added to", "money", forgetting("paid_cents")],
  [
    "a signature that is acknowledged and not written",
    "signatures",
    withTable((table) => ({
      putNew: (item) => ("record_sha256" in item ? Promise.resolve({ ok: true, item: undefined }) : table.putNew(item)),
    })),
  ],
  [
    "a check-in that is acknowledged and not written",
    "manifest",
    editing((update) => ({ ...update, set: (update.set ?? []).filter(([path]) => stepsOf(path)[2] !== "aboard_at") })),
  ],
  [
    "a name that is acknowledged and not written",
    "manifest",
    editing((update) => ({ ...update, set: (update.set ?? []).filter(([path]) => stepsOf(path)[2] !== "name") })),
  ],
  [
    "a word on a signature that is acknowledged and not written",
    "manifest",
    editing((update) => ({ ...update, set: (update.set ?? []).filter(([path]) => stepsOf(path)[2] !== "matches") })),
  ],
  ["a departure that is acknowledged and not written", "departures", forgetting("departures")],
  [
    "a briefing that is acknowledged and not written",
    "departures",
    editing((update) =>
      (update.set ?? []).some((part) => at(part, "briefing")) ? { set: [["untouched", true]], conditions: [] } : update,
    ),
  ],
  [
    "a closeout that is acknowledged and not written",
    "closeouts",
    editing((update, key) => (isDay(key) ? { ...update, append: [] } : update)),
  ],
  ["a mail that is not queued with its cause", "mail", forgetting("outbox")],
  [
    "mails that are held back, and nobody is told",
    "mail",
    withTable((table) => ({
      putNew: (item) =>
        item.event_id.startsWith(PARTITIONS.floods) ? Promise.resolve({ ok: true, item }) : table.putNew(item),
    })),
  ],
  [
    "a sender that sends each mail twice",
    "mail",
    {
      gmail: (gmail) => ({
        ...gmail,
        send: async (mail, by) => {
          await gmail.send(mail, by);
          return gmail.send(mail, by);
        },
      }),
    },
  ],
  [
    "a mail that stays in the outbox, and is sent for ever",
    "mail",
    editing((update) => ({
      ...update,
      remove: (update.remove ?? []).filter((path) => stepsOf(path)[0] !== "outbox"),
      set: [["untouched", true], ...(update.set ?? [])],
    })),
  ],
  [
    "a sender that throws",
    "faults",
    { gmail: (gmail) => ({ ...gmail, send: () => Promise.reject(new Error("planted")) }) },
  ],
  [
    "a payment that is written, and whose answer cannot be",
    "answers",
    withTable((table) => ({
      updateAndRead: async (key, update) => {
        await table.updateAndRead(key, update);
        throw new Error("planted");
      },
    })),
  ],
  [
    "a charter that the list of its month leaves out",
    "pages",
    withTable((table) => ({
      query: async (order) => (await table.query(order)).slice(order.index === BY_MONTH_INDEX ? 1 : 0),
    })),
  ],
  ["a tally that is not written", "tally", forgetting("signed")],
  // By what it lets through, or by the operator's own look.
  ["an id that is not kept, and so is no guard", ["money", "verify"], forgetting("entry_ids")],
  [
    "a record that is not what was sealed",
    "verify",
    withTable((table) => ({
      putNew: (item) => table.putNew("record_sha256" in item ? { ...item, user_agent: "another" } : item),
    })),
  ],
  [
    "an account that is lost",
    "queues",
    withTable((table) => {
      let reads = 0;
      return {
        get: (key, attributes) => {
          if (key.event_id !== PARTITIONS.accounts) return table.get(key, attributes);
          reads += 1;
          return reads > 6 ? Promise.resolve(undefined) : table.get(key, attributes);
        },
      };
    }),
  ],
  [
    "a limit that is reached by nobody",
    "flood",
    withTable((table) => ({
      update: (key, update) =>
        key.event_id.startsWith(`${PARTITIONS.throttle}sign-address#`)
          ? Promise.resolve({ ok: false, reason: "condition" })
          : table.update(key, update),
    })),
  ],
];

describe("A run finds", () => {
  test.each(PLANTED)("%s", async (_, invariants, plant) => {
    const result = await firstFailure(plant);
    expect(result?.failure?.message ?? "").not.toBe("");
    expect(result?.failure?.invariant).toBeOneOf([invariants].flat());
  });

  test("the few steps that lead to a fault, and the one after which it shows", async () => {
    const plant = forgetting("payment_log");
    const first = await firstFailure(plant);
    if (first === undefined) throw new Error("Nothing was found.");
    const options = { seed: first.seed, days: 3, versions, plant };
    const { failure, steps } = await shrink(options, first.result);
    expect(failure.invariant).toBe("money");
    expect(steps.length).toBeLessThan(6);
    expect(steps.at(-1)).toBe(failure.step);
    const again = await play({ ...options, only: new Set(steps), closely: true });
    expect(again.failure?.message).toBe(failure.message);
  });
});

const SEEDS = [1, 2, 3, 4, 5, 6];

async function firstFailure(plant: Plant): Promise<(RunResult & { seed: number; result: RunResult }) | undefined> {
  for (const seed of SEEDS) {
    const result = await run(seed, { plant });
    if (result.failure !== undefined) return { ...result, seed, result };
  }
  return undefined;
}
