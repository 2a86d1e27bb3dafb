import { once } from "node:events";
import { createServer } from "node:http";
import { readdirSync, readFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import * as aws from "@pulumi/aws";
import { afterAll, beforeAll, expect, test } from "vitest";
import { REAL_CLOCK } from "../../cloud/clock/clock.ts";
import { answerRequests } from "../../cloud/http/answering.ts";
import { closeServer, listen } from "../../cloud/http/listen.ts";
import { startCloud, type Cloud } from "../../cloud/cloud.ts";

let cloud: Cloud;
beforeAll(async () => {
  cloud = await startCloud({
    project: "small",
    stack: "dev",
    root: import.meta.dirname,
    program: () => {
      new aws.dynamodb.Table("guests", { attributes: [{ name: "guest", type: "S" }], hashKey: "guest" });
      return Promise.resolve({});
    },
  });
});
afterAll(() => cloud.close());

/** Every server of the cloud, and what it answers to a GET of nobody. */
const SERVERS = {
  viewers: { url: () => cloud.url, status: 404 },
  mailbox: { url: () => cloud.mailboxUrl, status: 200 },
  controlPlane: { url: () => cloud.controlPlaneUrl, status: 403 },
  table: { url: () => cloud.table.endpoint, status: 400 },
};
type Name = keyof typeof SERVERS;
const NAMES = Object.keys(SERVERS) as Name[];

const HEADERS = [
  "POST /token HTTP/1.1",
  "host: localhost",
  "content-type: application/x-amz-json-1.0",
  "x-amz-target: DynamoDB_20120810.PutItem",
  "x-amz-date: 20260101T000000Z",
  "authorization: AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=x",
];
const ITEM = JSON.stringify({ TableName: "guests", Item: { guest: { S: "Ann" } } });
const whole = (length: number, body: string): string =>
  [...HEADERS, `content-length: ${String(length)}`, "", body].join("\r\n");
const ENDS = {
  "before a byte": "",
  "in the headers": HEADERS.slice(0, 3).join("\r\n"),
  "after the headers": whole(ITEM.length, ""),
  "in the body": whole(ITEM.length, ITEM.slice(0, 20)),
  "in a chunk": [...HEADERS, "transfer-encoding: chunked", "", "40", ITEM.slice(0, 20)].join("\r\n"),
  "before the answer": whole(ITEM.length, ITEM),
};

/** Sends a part of a request and goes away as a process does that is killed: without a farewell. */
async function abort(url: string, sent: string): Promise<void> {
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  socket.on("error", () => undefined);
  await once(socket, "connect");
  await new Promise((written) => socket.write(sent, written));
  const closed = once(socket, "close");
  socket.resetAndDestroy();
  await closed;
}

async function answers(): Promise<Record<string, number>> {
  const found = NAMES.map(async (name) => [name, (await fetch(SERVERS[name].url())).status] as const);
  return Object.fromEntries(await Promise.all(found));
}

test.each(NAMES.flatMap((name) => Object.entries(ENDS).map(([where, sent]) => [name, where, sent] as const)))(
  "a request to the %s that is aborted %s hurts nobody else",
  async (name, _where, sent) => {
    await abort(SERVERS[name].url(), sent);
    // The server hears of it in a turn of its own.
    await wait(20);
    expect(await answers()).toEqual(Object.fromEntries(NAMES.map((each) => [each, SERVERS[each].status])));
    expect(cloud.logs.lines()).toEqual([]);
  },
);

function splitHeader(line: string): [string, string] {
  const [name = "", value = ""] = line.split(": ");
  return [name, value];
}

test("a call that dynalite stumbles over is one failed call", async () => {
  const call = (item: object) =>
    fetch(cloud.table.endpoint, {
      method: "POST",
      headers: new Headers(HEADERS.slice(2).map(splitHeader)),
      body: JSON.stringify({ TableName: "guests", Item: item }),
    });
  const bad = await call({ guest: { S: "Ann" }, note: null });
  const good = await call({ guest: { S: "Ann" } });
  expect([bad.status, good.status]).toEqual([500, 200]);
  expect(cloud.logs.lines().map(({ source }) => source)).toEqual(["cloud"]);
});

test("an answer that cannot be written is a failed one", async () => {
  const faults: unknown[] = [];
  const server = createServer();
  answerRequests(server, {
    pages: "own",
    answer: ({ url }) => Promise.resolve({ status: 200, headers: url === "/bad" ? { "x-a": "a\nb" } : {}, body: "" }),
    tooLarge: { status: 413, headers: {}, body: "" },
    failed: { status: 500, headers: {}, body: "" },
    onFault: (fault) => faults.push(fault),
    clock: REAL_CLOCK,
  });
  const url = `http://127.0.0.1:${String(await listen(server, 0))}`;
  const statuses = [(await fetch(`${url}/bad`)).status, (await fetch(`${url}/good`)).status];
  await closeServer(server);
  expect([statuses, faults.length]).toEqual([[500, 200], 1]);
});

test("no server of the cloud answers in another way than these", () => {
  const folder = join(import.meta.dirname, "../../cloud");
  const sources = readdirSync(folder, { recursive: true })
    .map(String)
    .filter((file) => file.endsWith(".ts"))
    .map((file) => [file, readFileSync(join(folder, file), "utf8")] as const);
  const matching = (pattern: RegExp) => sources.filter(([, text]) => pattern.test(text)).map(([file]) => file);
  expect(matching(/\banswerRequests\(server,/)).toHaveLength(NAMES.length);
  // A listener that is given to createServer, or set beside, would hear of the connection itself.
  expect(matching(/createServer\([^)]/)).toEqual([]);
  expect(matching(/\.on\("request"/)).toEqual(["http/answering.ts"]);
});
