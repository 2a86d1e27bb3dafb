import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { openApiClient } from "../../local/client.ts";
import { startOurCloud, type Cloud } from "../../local/ourCloud.ts";
import { DEMO_ACCOUNTS, DEMO_PASSWORD, demoSlug } from "../../local/demo.ts";
import { fromSdk, toSdk } from "../../ops/data/attributes.ts";
import { compare } from "../../ops/data/compare.ts";
import { readLine, toItem, toLine } from "../../ops/data/lines.ts";
import { putItems } from "../../ops/data/putItems.ts";
import { openStack } from "../../ops/stack/open.ts";
import { layDemoDay } from "../support/demoDay.ts";
import { NO_STAMPS } from "../support/useCloud.ts";
import { useOps } from "./support/command.ts";
import { runHere, type Outcome } from "./support/person.ts";
import { openTableClient, type Item } from "./support/tableClient.ts";
import { refuseAfter } from "./support/dynamoProxy.ts";

const { directory, ops } = useOps();
const FULL = join(directory, "full");
const EMPTY = join(directory, "empty");
/** The demo's charter of the day on which it was seeded: a long run may go over midnight. */
let demo: string;
let full: Cloud;
let empty: Cloud;

/** Everything that DynamoDB can hold and JSON cannot say by itself. */
const ODD_ITEM: Item = {
  event_id: { S: "2026-05-23" },
  timestamp: { S: "x" },
  constructor: { S: "a name that parsers drop" },
  price: { N: "12345678901234567890.12345678901234567" },
  bytes: { B: new Uint8Array([0, 255, 10]) },
  sets: {
    L: [
      { SS: ["b", "a"] },
      { NS: ["10", "9"] },
      { BS: [new Uint8Array([2]), new Uint8Array([1])] },
      { NULL: true },
      { BOOL: false },
    ],
  },
  note: { S: 'line\u2028separator \u0000 ⛵ "quoted"' },
};

beforeAll(async () => {
  demo = demoSlug(new Date());
  // This is about items that stay as they are.
  await layDemoDay(FULL, NO_STAMPS);
  [full, empty] = await Promise.all([
    startOurCloud({ dataDirectory: FULL, config: NO_STAMPS }),
    startOurCloud({ dataDirectory: EMPTY, config: NO_STAMPS }),
  ]);
  await openTableClient(full).put(ODD_ITEM);
});

afterAll(async () => {
  await Promise.all([full.close(), empty.close()]);
});

const at = (data: string): readonly string[] => ["--stack", "local", "--data", data];
const file = (name: string): string => join(directory, name);

async function exportTo(data: string, name: string): Promise<string> {
  const { code, err } = await runHere(["export", ...at(data), "--out", file(name), "--force"]);
  expect([code, err]).toEqual([0, ""]);
  return readFileSync(file(name), "utf8");
}

function restore(data: string, name: string, ...flags: string[]): Promise<Outcome> {
  return runHere(["restore", file(name), ...at(data), ...(flags.length === 0 ? ["--yes"] : flags)]);
}

test("an export is whole, sorted, for its owner's eyes only, and leaves out what ends by itself", async () => {
  const first = await ops(["export", ...at(FULL), "--out", file("full.jsonl")]);
  const text = readFileSync(file("full.jsonl"), "utf8");
  const again = await exportTo(FULL, "again.jsonl");

  expect(first.code).toBe(0);
  expect(first.out).toMatch(
    /^Exported 4 charters, 5 signature records, 2 accounts, 6 other items of local to .*full\.jsonl \(\d+ KB\)\.\nSHA-256 [0-9a-f]{64}\n/,
  );
  expect(statSync(file("full.jsonl")).mode & 0o777).toBe(0o600);
  expect(existsSync(`${file("full.jsonl")}.new`)).toBe(false);
  const lines = text.trimEnd().split("\n");
  expect(lines).toHaveLength(1 + 17 + 1);
  expect(lines.at(-1)).toMatch(/^\{"items":17,"sha256":"[0-9a-f]{64}"\}$/);
  // The demo's admin has signed in, and has been counted.
  expect(text).not.toMatch(/session#|throttle#/);
  expect(again).toBe(text);
});

test("a file that exists is replaced only when told to, and one that cannot be written leaves nothing behind", async () => {
  writeFileSync(file("mine.txt"), "mine");
  const refused = await runHere(["export", ...at(FULL), "--out", file("mine.txt")]);
  const nowhere = await runHere(["export", ...at(FULL), "--out", file("no/such/folder.jsonl")]);
  expect([refused.code, refused.err]).toEqual([
    1,
    `${file("mine.txt")} exists. Name another file, or replace it with --force.\n`,
  ]);
  expect(readFileSync(file("mine.txt"), "utf8")).toBe("mine");
  expect([nowhere.code, nowhere.out]).toEqual([1, ""]);
  expect(nowhere.err).toContain("folder.jsonl.new cannot be written: ENOENT");
});

test.each<[string, (text: string) => string, string]>([
  ["was cut off in a line", (text) => text.slice(0, -200), "Its last line is missing: the file was cut off."],
  [
    "was cut off between lines",
    (text) => text.split("\n").slice(0, 5).join("\n") + "\n",
    "Its last line is missing: the file was cut off.",
  ],
  ["has only its head", (text) => `${text.split("\n")[0] ?? ""}\n`, "Its last line is missing: the file was cut off."],
  [
    "was edited",
    (text) => text.replace("Jane Porter", "Jane Potter"),
    "It was changed after it was exported: its SHA-256 is not the one in its last line.",
  ],
  [
    "lost a line",
    (text) =>
      text
        .split("\n")
        .filter((_, index) => index !== 3)
        .join("\n"),
    "Its last line counts 17 items, and there are 16.",
  ],
  [
    "has a line twice",
    (text) =>
      text
        .split("\n")
        .flatMap((line, index) => (index === 3 ? [line, line] : [line]))
        .join("\n"),
    "Line 5 is out of order, or an item twice.",
  ],
  [
    "has a line of something else",
    (text) =>
      text
        .split("\n")
        .map((line, index) => (index === 3 ? '{"event_id":"x"}' : line))
        .join("\n"),
    "Line 4 is not an item as an export writes it.",
  ],
  ["goes on behind its end", (text) => `${text}{}\n`, "Its last line is missing: the file was cut off."],
])("a file that %s is refused before the first write", async (_case, damage, sentence) => {
  writeFileSync(file("damaged.jsonl"), damage(readFileSync(file("full.jsonl"), "utf8")));
  const refused = await restore(EMPTY, "damaged.jsonl");
  expect([refused.code, refused.out]).toEqual([1, ""]);
  expect(refused.err).toContain(`damaged.jsonl is not as it was exported. Nothing was restored.\n`);
  expect(refused.err).toContain(`  ${sentence}\n`);
  expect(await openTableClient(empty).count()).toBe(0);
});

test.each([
  ["is not there", undefined, /^There is no file .*other\.jsonl\.\n$/],
  ["is empty", "", /other\.jsonl is not an export of this program/],
  ["is something else", "hello\nworld\n", /other\.jsonl is not an export of this program/],
])("a file that %s is refused", async (_case, content, sentence) => {
  if (content !== undefined) writeFileSync(file("other.jsonl"), content);
  const refused = await restore(EMPTY, "other.jsonl");
  expect([refused.code, refused.out]).toEqual([1, ""]);
  expect(refused.err).toMatch(sentence);
});

test("a restore that fails on the way says how far it came, and the same command goes on from there", async () => {
  const proxy = await refuseAfter(empty.table.endpoint, "PutItem", 5);
  const env = {
    SCC_TABLE_NAME: empty.table.name,
    AWS_REGION: "us-east-1",
    AWS_ENDPOINT_URL_DYNAMODB: proxy.url,
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
  };
  const failed = await ops(["restore", file("full.jsonl"), "--stack", "staging", "--yes"], { env });
  await proxy.close();
  const shown = await restore(EMPTY, "full.jsonl", "--preview");
  const done = await restore(EMPTY, "full.jsonl");

  expect([failed.code, failed.out]).toEqual([1, ""]);
  expect(failed.err).toContain(
    "The restore stopped after 5 of 17 items; the table holds a part of the file. Run the same command again: it writes what is missing.",
  );
  expect([shown.code, shown.out]).toEqual([0, ""]);
  expect(shown.err).toContain("  5 items are there already, as in the file.\n");
  expect(done.out).toBe(
    "Restored local: 4 charters, 5 signature records, 2 accounts, 6 other items. Read back, 17 items are identical.\n",
  );
});

test("what was restored is exported again byte for byte, works, and is not restored twice", async () => {
  const before = readFileSync(file("full.jsonl"), "utf8");
  const restored = await exportTo(EMPTY, "restored.jsonl");
  const client = openApiClient(empty.url);
  const session = await client.call("POST", "/api/session", {
    email: DEMO_ACCOUNTS.admin.email,
    password: DEMO_PASSWORD,
  });
  const charter = await client.call("GET", `/api/event/${demo}`);
  const verified = await runHere(["verify", ...at(EMPTY)]);
  const again = await restore(EMPTY, "full.jsonl");

  expect(restored).toBe(before);
  expect(session.status).toBe(200);
  expect(charter).toMatchObject({ status: 200, body: { event: { balance_cents: 30_000, signatures: [{}, {}] } } });
  expect([verified.code, verified.err]).toEqual([0, ""]);
  expect(again).toMatchObject({ code: 0, out: expect.stringContaining("identical. Nothing was changed.") as string });
});

test("a table that holds anything else is left alone, and the answer says what it is", async () => {
  const table = openTableClient(full);
  await table.put({ event_id: { S: "2027-01-01-ann-morning" }, timestamp: { S: "2027-01-01" } });
  await table.set("2026-05-23", "x", "price", { N: "1" });
  const before = await exportTo(FULL, "before.jsonl");
  const refused = await restore(FULL, "full.jsonl");
  const after = await exportTo(FULL, "after.jsonl");
  await table.remove("2027-01-01-ann-morning", "2027-01-01");
  await table.put(ODD_ITEM);

  expect([refused.code, refused.out]).toEqual([1, ""]);
  expect(refused.err).toContain("The table of local is not empty. Nothing was changed.\n");
  expect(refused.err).toContain("It holds 1 charter that the file does not: 2027-01-01-ann-morning.");
  expect(refused.err).toContain("It holds 1 other item that the file has otherwise: 2026-05-23.");
  expect(after).toBe(before);
});

test("an item that somebody writes while a restore runs is not written over", async () => {
  const table = openTableClient(empty);
  const key = { event_id: { S: "2027-02-02-ann-morning" }, timestamp: { S: "2027-02-02" } };
  await table.put({ ...key, title: { S: "theirs" } });
  const counts: number[] = [];
  await putItems(
    await openStack({ stack: "local", data: EMPTY }),
    [toLine({ ...key, title: { S: "ours" } })],
    (count) => {
      counts.push(count);
    },
  );
  const kept = await table.get("2027-02-02-ann-morning", "2027-02-02");
  await table.remove("2027-02-02-ann-morning", "2027-02-02");
  expect(kept["title"]).toEqual({ S: "theirs" });
  expect(counts).toEqual([1]);
});

test("a charter whose waiting mail went out meanwhile counts as restored; any other difference does not", () => {
  const key = { event_id: { S: "2026-05-23-jane-afternoon" }, timestamp: { S: "2026-05-23" } };
  const waiting = toLine({
    ...key,
    outbox: { M: { a: { S: "mail" } } },
    outbox_state: { S: "pending" },
    title: { S: "Sail" },
  });
  const sent = toLine({ ...key, outbox: { M: {} }, title: { S: "Sail" } });
  const edited = toLine({ ...key, outbox: { M: {} }, title: { S: "Sale" } });
  expect(compare([waiting], [sent])).toEqual({ missing: [], different: [], unknown: [] });
  expect(compare([waiting], [edited]).different).toEqual([waiting]);
  // Nothing waited, so nothing can have been sent.
  expect(compare([sent], [waiting]).different).toEqual([sent]);
});

const text = fc.string({ unit: "grapheme", maxLength: 12 });
const number = fc.oneof(
  fc.integer().map(String),
  fc.constantFrom("0.1", "-1E-130", "99999999999999999999999999999999999999"),
);
const bytes = fc.uint8Array({ maxLength: 8 });
const { value: anyValue } = fc.letrec<{ value: AttributeValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    text.map((S) => ({ S })),
    number.map((N) => ({ N })),
    bytes.map((B) => ({ B })),
    fc.boolean().map((BOOL) => ({ BOOL })),
    fc.constant<AttributeValue>({ NULL: true }),
    fc.uniqueArray(text, { minLength: 1 }).map((SS) => ({ SS })),
    fc.uniqueArray(number, { minLength: 1 }).map((NS) => ({ NS })),
    fc.uniqueArray(bytes, { minLength: 1, selector: String }).map((BS) => ({ BS })),
    fc.array(tie("value"), { maxLength: 4 }).map((L) => ({ L })),
    fc.dictionary(text, tie("value"), { maxKeys: 4 }).map((M) => ({ M })),
  ),
}));
const anyItem = fc
  .dictionary(text, anyValue, { maxKeys: 5 })
  .map((rest): Item => ({ ...rest, event_id: { S: "e" }, timestamp: { S: "t" } }));

test("any item comes back from its line as it was, whatever the order of its names and sets", () => {
  fc.assert(
    fc.property(anyItem, (item) => {
      const line = toLine(fromSdk(item));
      expect(readLine(line.text)).toEqual(line);
      expect(toLine(fromSdk(toSdk(toItem(line))))).toEqual(line);
      expect(toLine(fromSdk(turned(item)))).toEqual(line);
      expect(line.text).not.toContain("\n");
    }),
  );
});

test("any line with one character changed is another line, or none", () => {
  fc.assert(
    fc.property(anyItem, fc.nat(), fc.constantFrom("x", '"', "{", "0"), (item, where, put) => {
      const { text: before } = toLine(fromSdk(item));
      const index = where % before.length;
      fc.pre(before[index] !== put);
      const changed = readLine(before.slice(0, index) + put + before.slice(index + 1));
      expect(changed?.text).not.toBe(before);
    }),
  );
});

/** The same item as another machine might hold it: names and members of sets the other way round. */
function turned(item: Item): Item {
  return Object.fromEntries(
    Object.entries(item)
      .reverse()
      .map(([name, value]) => [name, turnedValue(value)]),
  );
}

function turnedValue(value: AttributeValue): AttributeValue {
  if (value.SS !== undefined) return { SS: value.SS.toReversed() };
  if (value.NS !== undefined) return { NS: value.NS.toReversed() };
  if (value.BS !== undefined) return { BS: value.BS.toReversed() };
  if (value.M !== undefined) return { M: turned(value.M) };
  return value.L === undefined ? value : { L: value.L.map(turnedValue) };
}
