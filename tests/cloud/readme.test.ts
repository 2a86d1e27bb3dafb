import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { LOGS_ACTIONS } from "../../cloud/cloudwatchLogs/api.ts";
import { TABLE_ACTIONS } from "../../cloud/dynamodb/tables.ts";
import { GMAIL_ACTIONS } from "../../cloud/gmail/server.ts";
import { KVS_ACTIONS } from "../../cloud/kvs/api.ts";
import { LAMBDA_ACTIONS } from "../../cloud/lambda/api.ts";
import { KNOWN_INVOKES } from "../../cloud/provider/invokes.ts";
import { KNOWN_TYPES } from "../../cloud/provider/provider.ts";
import { listUnenforced } from "../../cloud/provider/unenforced.ts";
import { S3_ACTIONS } from "../../cloud/s3/api.ts";
import { runSmallSystem } from "./support/graph.ts";

const CLOUD = join(import.meta.dirname, "../../cloud");
const README = readFileSync(join(CLOUD, "README.md"), "utf8");
const ACTIONS: Readonly<Record<string, readonly string[]>> = {
  s3: S3_ACTIONS,
  "cloudfront-keyvaluestore": KVS_ACTIONS,
  lambda: LAMBDA_ACTIONS,
  logs: LOGS_ACTIONS,
};

/** Reads the rows of the README's table that begins with a heading, cell by cell and without backticks. */
function readTable(heading: string): string[][] {
  const [, after = ""] = README.split(`\n| ${heading} |`);
  const [table = ""] = after.split("\n\n");
  const rows = table.split("\n").slice(2);
  return rows.map((row) =>
    row
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim().replace(/^`|`$/g, "")),
  );
}

/** The actions that dynalite has, which lie in a file each. */
function dynaliteActions(): string[] {
  const folder = join(dirname(createRequire(import.meta.url).resolve("dynalite")), "actions");
  return readdirSync(folder).map((file) => file.charAt(0).toUpperCase() + file.slice(1).replace(".js", ""));
}

test("the README's table has every resource type that is known, and no other", () => {
  const listed = readTable("Resource type").map(([type]) => type);
  expect(listed.sort()).toEqual([...KNOWN_TYPES].sort());
});

test("the README says of each resource type what is not enforced, as a running cloud does", () => {
  const listed = readTable("Resource type").map(([type, , unenforced]) => [type, unenforced]);
  const known = listed.map(([type = ""]) => [type, listUnenforced(type).join("; ") || "–"]);
  expect(listed).toEqual(known);
});

test("what is not enforced is said of known resource types only", () => {
  const source = readFileSync(join(CLOUD, "provider/unenforced.ts"), "utf8");
  const noted = [...source.matchAll(/"(aws:[^"]+)":/g)].map(([, type = ""]) => type);
  expect(noted.length).toBeGreaterThan(0);
  expect(noted.filter((type) => !KNOWN_TYPES.includes(type))).toEqual([]);
});

test("the README has every provider function that is known, and no other", () => {
  const listed = readTable("Provider function").map(([token]) => token);
  expect(listed.sort()).toEqual([...KNOWN_INVOKES].sort());
});

test("the README has every API action that is realised, and no other", () => {
  const actions = { ...ACTIONS, dynamodb: [...TABLE_ACTIONS], gmail: Object.values(GMAIL_ACTIONS) };
  const realised = Object.entries(actions).flatMap(([api, names]) => names.map((name) => `${api} ${name}`));
  const listed = readTable("API").map(([api = "", action = ""]) => `${api} ${action}`);
  expect(listed.sort()).toEqual(realised.sort());
});

test("the table has every action that dynalite has, and no other", () => {
  expect([...TABLE_ACTIONS].sort()).toEqual(dynaliteActions().sort());
});

test("no API answers beside those of the README", async () => {
  const { realised, close } = await runSmallSystem();
  await close();
  expect(Object.keys(realised.apis).sort()).toEqual(Object.keys(ACTIONS).sort());
});

test("the README names every room", () => {
  const rooms = readdirSync(CLOUD, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(rooms.filter(({ name }) => !README.includes(`\`${name}/\``)).map(({ name }) => name)).toEqual([]);
});

test("no source of the cloud speaks of the product that it was made for", () => {
  const product =
    /\bscc\b|charter|captain|waiver|\bslugs?\b|\bslots?\b|patron|\bship\b|_staging|\.local\b|dist\/local|index\.ts|npm start|--(port|data|fresh)\b/i;
  const sources = readdirSync(CLOUD, { recursive: true })
    .map(String)
    .filter((file) => file.endsWith(".ts"));
  const told = sources.filter((file) => product.test(readFileSync(join(CLOUD, file), "utf8")));
  expect(sources.length).toBeGreaterThan(100);
  expect(told).toEqual([]);
});
