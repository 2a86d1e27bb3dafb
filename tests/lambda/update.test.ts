import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { untilNotOvertaken, type Attempt } from "../../lambda/charter/untilNotOvertaken.ts";
import { openTable } from "../../lambda/dynamodb/openTable.ts";
import type { Table } from "../../lambda/dynamodb/table.ts";
import {
  anyOf,
  compares,
  contains,
  exists,
  given,
  hasSize,
  joinUpdates,
  missing,
  not,
  stillHas,
  type Condition,
  type Update,
} from "../../lambda/dynamodb/update.ts";
import { writeUpdate } from "../../lambda/dynamodb/writeUpdate.ts";
import { CREDENTIALS, REGION, startTable, type TestTable } from "./support/dynalite.ts";

describe("An update", () => {
  it("is written with a placeholder for each name and value, so that no word is reserved and no value is code", () => {
    const update: Update = {
      set: [
        ["status", "canceled"],
        [["outbox", "a.b #c", "due"], "2026-05-23"],
      ],
      append: [["history", ["line"]]],
      add: [["outbox_count", 1]],
      remove: ["dock"],
      conditions: [exists("status"), anyOf(missing("revision"), compares("revision", "<", 3))],
    };

    expect(writeUpdate(update)).toEqual({
      UpdateExpression: "SET #0 = :0, #1.#2.#3 = :1, #4 = list_append(if_not_exists(#4, :2), :3) REMOVE #5 ADD #6 :4",
      ConditionExpression: "attribute_exists(#0) AND (attribute_not_exists(#7) OR #7 < :5)",
      ExpressionAttributeNames: {
        "#0": "status",
        "#1": "outbox",
        "#2": "a.b #c",
        "#3": "due",
        "#4": "history",
        "#5": "dock",
        "#6": "outbox_count",
        "#7": "revision",
      },
      ExpressionAttributeValues: { ":0": "canceled", ":1": "2026-05-23", ":2": [], ":3": ["line"], ":4": 1, ":5": 3 },
    });
  });

  it("leaves out every clause that it has no part for", () => {
    expect(writeUpdate({ remove: ["dock"] })).toEqual({
      UpdateExpression: "REMOVE #0",
      ExpressionAttributeNames: { "#0": "dock" },
    });
    expect(writeUpdate({})).toEqual({});
  });

  it("is joined of parts, with the changes and the conditions of all of them", () => {
    const joined = joinUpdates(
      { set: [["a", 1]], conditions: [exists("a")] },
      {},
      { set: [["b", 2]], remove: ["c"], conditions: [missing("c")] },
    );

    expect(joined).toMatchObject({
      set: [
        ["a", 1],
        ["b", 2],
      ],
      remove: ["c"],
      conditions: [exists("a"), missing("c")],
    });
  });

  it.each([
    ["one place twice", { set: [["a", 1]] }, { remove: ["a"] }],
    ["a place and one inside it", { set: [[["outbox", "x"], 1]] }, { set: [["outbox", {}]] }],
    ["a place inside one and the place", { remove: [["patrons", "x"]] }, { set: [[["patrons", "x", "name"], "Ann"]] }],
  ] satisfies [string, Update, Update][])("is not joined of parts that touch %s", (_what, one, other) => {
    expect(() => joinUpdates(one, other)).toThrow("touch one place");
  });

  it("sets of attributes those that are given", () => {
    expect(given({ note: "", vessel: undefined, price_cents: null })).toEqual([
      ["note", ""],
      ["price_cents", null],
    ]);
  });
});

describe("On the table", () => {
  let testTable: TestTable;
  let table: Table;
  const key = { event_id: "update", timestamp: "here" };
  beforeAll(async () => {
    testTable = await startTable();
    table = openTable({
      tableName: testTable.tableName,
      endpoint: testTable.endpoint,
      region: REGION,
      credentials: CREDENTIALS,
    });
  });
  afterAll(() => testTable.close());

  it("an update begins lists, sets and numbers that are not there, and goes on with those that are", async () => {
    const more: Update = {
      init: [["first", 1]],
      append: [["list", ["x"]]],
      add: [
        ["count", 2],
        ["set", new Set(["m"])],
      ],
    };
    await table.update(key, more);
    const written = await table.updateAndRead(key, { ...more, init: [["first", 2]] });

    expect(written).toMatchObject({ ok: true, item: { first: 1, list: ["x", "x"], count: 4, set: new Set(["m"]) } });
  });

  it.each([
    [exists("list"), true],
    [missing("list"), false],
    [compares("count", ">", 3), true],
    [compares("count", "<=", 3), false],
    [hasSize("list", "=", 2), true],
    [hasSize("set", "<", 1), false],
    [contains("set", "m"), true],
    [not(contains("set", "m")), false],
    [not(anyOf(missing("list"), missing("set"))), true],
    [stillHas("count", 4), true],
    [stillHas("count", undefined), false],
    [stillHas("nothing", undefined), true],
    [anyOf(missing("list"), exists("set")), true],
  ] satisfies [Condition, boolean][])("%j holds: %s", async (condition, holds) => {
    const written = await table.update(key, { set: [["seen", true]], conditions: [condition] });

    expect(written).toEqual(holds ? { ok: true, item: undefined } : { ok: false, reason: "condition" });
  });
});

describe("A change that is decided again", () => {
  it("is answered by the first attempt that nobody comes before", async () => {
    const attempts: Attempt<string>[] = ["overtaken", "overtaken", { answer: "written" }];

    expect(await untilNotOvertaken(() => Promise.resolve(attempts.shift() ?? "overtaken"))).toBe("written");
    expect(attempts).toEqual([]);
  });

  it("is refused as busy when it always loses, and after a fault is not tried again", async () => {
    let attempts = 0;
    const losing = untilNotOvertaken(() => {
      attempts += 1;
      return Promise.resolve("overtaken");
    });
    await expect(losing).rejects.toMatchObject({ status: 503, code: "throttled" });
    expect(attempts).toBe(12);
    await expect(untilNotOvertaken(() => Promise.reject(new Error("fault")))).rejects.toThrow("fault");
  });
});
