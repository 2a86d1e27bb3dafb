import fc from "fast-check";
import * as v from "valibot";
import { afterAll, beforeAll, expect, test } from "vitest";

import { openTable } from "../../lambda/dynamodb/openTable.ts";
import type { Table } from "../../lambda/dynamodb/table.ts";
import { anyOf, compares, contains, exists, hasSize, missing, not, type Update } from "../../lambda/dynamodb/update.ts";
import { BY_MONTH_INDEX, BY_OUTBOX_INDEX } from "../../rules/contract/table.ts";
import { openMemoryTable } from "../../simulate/table/memoryTable.ts";
import { CREDENTIALS, REGION, startTable, type TestTable } from "../lambda/support/dynalite.ts";

let dynalite: TestTable;
let real: Table;
beforeAll(async () => {
  dynalite = await startTable();
  const { endpoint, tableName } = dynalite;
  real = openTable({ endpoint, tableName, region: REGION, credentials: CREDENTIALS });
});
afterAll(() => dynalite.close());

const SORTS = ["2026-05-23", "2026-05-23T17:00:00.000Z#1", "2026-06-01"] as const;
const NAMES = ["a", "status", "list", "map", "set", "month", "outbox_state", "outbox_due"] as const;

const plain = fc.oneof(fc.string({ maxLength: 5 }), fc.integer(), fc.boolean(), fc.constant(null));
const texts = fc.uniqueArray(fc.constantFrom("x", "y", "é", "zz"), { minLength: 1 });
const value: fc.Arbitrary<unknown> = fc.oneof(
  plain,
  fc.array(plain, { maxLength: 3 }),
  fc.dictionary(fc.constantFrom("b", "c", "name"), plain, { maxKeys: 3, noNullPrototype: true }),
  texts.map((members) => new Set(members)),
);
const place = fc.oneof(
  fc.constantFrom(...NAMES.slice(0, 5)),
  fc
    .constantFrom(...(["map", "a"] as const))
    .chain((name) => fc.constantFrom("b", "c", "name").map((inner) => [name, inner] as const)),
);
const condition = fc.oneof(
  place.map(exists),
  place.map(missing),
  fc
    .tuple(place, fc.constantFrom("=", "<", "<=", ">"), plain)
    .map(([path, operator, to]) => compares(path, operator, to)),
  fc.tuple(place, value).map(([path, to]) => compares(path, "=", to)),
  fc
    .tuple(place, fc.constantFrom("=", "<", "<=", ">"), fc.nat(3))
    .map(([path, operator, to]) => hasSize(path, operator, to)),
  fc.tuple(place, fc.constantFrom("x", "é")).map(([path, member]) => contains(path, member)),
  place.map((path) => not(exists(path))),
  fc.tuple(place, place).map(([a, b]) => anyOf(missing(a), exists(b))),
);
/** Changes of one place each, so that none touch; some of their kinds do not fit what is there. */
const change: fc.Arbitrary<Update> = fc.oneof(
  fc.tuple(place, value).map(([path, to]) => ({ set: [[path, to]] as const })),
  fc.tuple(place, value).map(([path, to]) => ({ init: [[path, to]] as const })),
  fc.tuple(place, fc.array(plain, { maxLength: 2 })).map(([path, items]) => ({ append: [[path, items]] as const })),
  fc
    .tuple(fc.constantFrom(...NAMES.slice(0, 5)), fc.integer({ min: -9, max: 9 }))
    .map(([path, by]) => ({ add: [[path, by]] as const })),
  fc.tuple(fc.constantFrom(...NAMES.slice(0, 5)), texts).map(([path, by]) => ({ add: [[path, new Set(by)]] as const })),
  place.map((path) => ({ remove: [path] })),
  fc.constantFrom("2026-05", "2026-06").map((month) => ({ set: [["month", month]] as const })),
  fc.constantFrom("1", "2").map((due) => ({
    set: [
      ["outbox_state", "pending"],
      ["outbox_due", due],
    ] as const,
  })),
  fc.constant({ remove: ["outbox_state", "outbox_due"] }),
);
const update = fc
  .tuple(change, fc.array(condition, { maxLength: 2 }))
  .map(([parts, conditions]): Update => ({ ...parts, conditions }));
const key = fc.tuple(fc.constantFrom("one", "two"), fc.constantFrom(...SORTS));

/** Asks a table for something in the partitions of one run. */
type Ask = (table: Table, scope: string) => Promise<unknown>;
type Call = readonly [name: string, ask: Ask];

const at = ([partition, timestamp]: readonly [string, string], scope: string) => ({
  event_id: `${scope}-${partition}`,
  timestamp,
});
const attributes = fc.option(fc.uniqueArray(fc.constantFrom(...NAMES, "event_id"), { minLength: 1 }), {
  nil: undefined,
});
const item = fc.dictionary(fc.constantFrom(...NAMES.slice(0, 5)), value, { maxKeys: 4, noNullPrototype: true });

const call: fc.Arbitrary<Call> = fc.oneof(
  fc
    .tuple(key, item)
    .map(
      ([k, rest]): Call => [
        `putNew ${fc.stringify([k, rest])}`,
        (table, scope) => table.putNew({ ...rest, ...at(k, scope) }),
      ],
    ),
  {
    weight: 4,
    arbitrary: fc
      .tuple(key, update)
      .map(([k, by]): Call => [`update ${fc.stringify([k, by])}`, (table, scope) => table.update(at(k, scope), by)]),
  },
  fc
    .tuple(key, update)
    .map(
      ([k, by]): Call => [
        `updateAndRead ${fc.stringify([k, by])}`,
        (table, scope) => table.updateAndRead(at(k, scope), by),
      ],
    ),
  fc
    .tuple(key, attributes)
    .map(([k, names]): Call => [`get ${fc.stringify([k, names])}`, (table, scope) => table.get(at(k, scope), names)]),
  fc
    .uniqueArray(key, { minLength: 1, maxLength: 4, selector: String })
    .map(
      (keys): Call => ["getMany", async (table, scope) => sorted(await table.getMany(keys.map((k) => at(k, scope))))],
    ),
  key.map((k): Call => ["remove", (table, scope) => table.remove(at(k, scope))]),
  fc.tuple(key, fc.constantFrom(undefined, 1, 2)).map(
    ([k, limit]): Call => [
      "query",
      (table, scope) =>
        table.query({
          where: "#event_id = :id",
          values: { id: at(k, scope).event_id },
          ...(limit === undefined ? {} : { limit }),
        }),
    ],
  ),
  key.map(
    (k): Call => [
      "query between",
      (table, scope) =>
        table.query({
          where: "#event_id = :id AND #timestamp BETWEEN :first AND :last",
          values: { id: at(k, scope).event_id, first: SORTS[0], last: SORTS[1] },
        }),
    ],
  ),
  key.map(
    (k): Call => [
      "query begins",
      (table, scope) =>
        table.query({
          where: "#event_id = :id AND begins_with(#timestamp, :start)",
          values: { id: at(k, scope).event_id, start: "2026-05" },
        }),
    ],
  ),
  fc.constant<Call>(["by month", (table, scope) => byIndex(table, scope, BY_MONTH_INDEX, "month", "2026-05")]),
  fc.constant<Call>(["by outbox", (table, scope) => byIndex(table, scope, BY_OUTBOX_INDEX, "outbox_state", "pending")]),
);

async function byIndex(table: Table, scope: string, index: string, name: string, hash: string): Promise<unknown> {
  const found = await table.query({ index, where: `#${name} = :hash`, values: { hash } });
  return sorted(found.filter((one) => keyOf(one).startsWith(`${scope}-`)));
}

function sorted(items: readonly unknown[]): readonly unknown[] {
  return [...items].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

function keyOf(one: unknown): string {
  const { event_id, timestamp } = v.parse(v.object({ event_id: v.string(), timestamp: v.string() }), one);
  return `${event_id} ${timestamp}`;
}

/** What a table answers, or that the call was malformed: dynalite's words for that are its own. */
async function answerOf(table: Table, scope: string, ask: Ask): Promise<unknown> {
  try {
    return await ask(table, scope);
  } catch (error) {
    return error instanceof Error ? error.name : error;
  }
}

test("a table in memory answers each call as dynalite does, malformed ones too", async () => {
  let runs = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(call, { minLength: 10, maxLength: 40 }), async (calls) => {
      runs += 1;
      const scope = `run${runs}`;
      const memory = openMemoryTable({ now: () => 0, lag: () => 0 });
      for (const [name, ask] of calls)
        expect([name, await answerOf(memory, scope, ask)]).toEqual([name, await answerOf(real, scope, ask)]);
    }),
    { numRuns: 150 },
  );
});

test("an item of more than 400 KB is refused in the same words, and what was there stays", async () => {
  const large = "x".repeat(300 * 1024);
  for (const table of [openMemoryTable({ now: () => 0, lag: () => 0 }), real]) {
    const large1 = { event_id: "large", timestamp: "1" };
    expect(await table.putNew({ ...large1, a: large, b: large })).toEqual({ ok: false, reason: "too-large" });
    expect(await table.putNew({ ...large1, a: large })).toEqual({ ok: true, item: undefined });
    expect(await table.update(large1, { set: [["b", large]] })).toEqual({ ok: false, reason: "too-large" });
    expect(await table.get(large1, ["b"])).toEqual({});
  }
});

test("an index lags behind its table, and never shows an older state after a newer one", async () => {
  let [now, lag] = [0, 1_000];
  const table = openMemoryTable({ now: () => now, lag: () => lag });
  const month = async () =>
    (await table.query({ index: BY_MONTH_INDEX, where: "#month = :m", values: { m: "2026-05" } })).length;
  const one = { event_id: "2026-05-23-jane-afternoon", timestamp: "2026-05-23" };
  await table.putNew({ ...one, month: "2026-05" });
  lag = 0;
  await table.remove(one);
  expect(await month()).toBe(0);
  now = 1_000;
  expect(await month()).toBe(0);
  await table.putNew({ ...one, month: "2026-05" });
  expect(await month()).toBe(1);
});

test("what was read cannot be changed in place", async () => {
  const table = openMemoryTable({ now: () => 0, lag: () => 0 });
  await table.putNew({ event_id: "one", timestamp: "1", list: ["a"] });
  const read = v.parse(v.object({ list: v.array(v.string()) }), await table.get({ event_id: "one", timestamp: "1" }));
  expect(read.list).toEqual(["a"]);
  const raw = await table.get({ event_id: "one", timestamp: "1" });
  expect(() => Object.assign(raw as object, { list: [] })).toThrow(TypeError);
});
