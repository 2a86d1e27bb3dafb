import {
  DeleteKeyCommand,
  DescribeKeyValueStoreCommand,
  GetKeyCommand,
  ListKeysCommand,
  paginateListKeys,
  PutKeyCommand,
  UpdateKeysCommand,
  type CloudFrontKeyValueStoreClient,
} from "@aws-sdk/client-cloudfront-keyvaluestore";
import { afterEach, beforeEach, expect, test } from "vitest";
import { declareSmallSystem } from "./support/graph.ts";
import { openKvs, serveGraph, type Served } from "./support/clients.ts";

const edge = `import cf from 'cloudfront';
async function handler(event) { return { statusCode: 200, body: await cf.kvs().get('live') }; }`;
let served: Served;
let kvs: CloudFrontKeyValueStoreClient;
let KvsARN: string;

beforeEach(async () => {
  served = await serveGraph(await declareSmallSystem({ edge, kvs: { live: "000000000001", "alias:a": "b" } }));
  kvs = openKvs(served.controlPlane.url);
  KvsARN = served.realised.stores[0]?.arn ?? "";
});

afterEach(async () => {
  kvs.destroy();
  await served.close();
});

const describeStore = () => kvs.send(new DescribeKeyValueStoreCommand({ KvsARN }));
const etag = async (): Promise<string> => (await describeStore()).ETag ?? "";
const entries = () => Object.fromEntries(served.realised.stores[0]?.entries() ?? []);

test("a store is described with its size and the version that writes need", async () => {
  const store = await describeStore();
  expect(store).toMatchObject({ KvsARN, ItemCount: 2, TotalSizeInBytes: 24, Status: "READY" });
  expect(Math.abs(Date.now() - (store.LastModified?.getTime() ?? 0))).toBeLessThan(60_000);
  expect(store.ETag).toMatch(/^KV\w+$/);
});

test("a key that is put is what the edge reads next, and the version moves on", async () => {
  const before = await etag();
  const done = await kvs.send(new PutKeyCommand({ KvsARN, Key: "live", Value: "000000000002", IfMatch: before }));
  const value = await kvs.send(new GetKeyCommand({ KvsARN, Key: "live" }));
  expect([value.Value, (await served.request("/api/x")).text]).toEqual(["000000000002", "000000000002"]);
  expect(done.ETag).not.toBe(before);
  expect(done.ETag).toBe(await etag());
});

test("a write with an old version is a conflict and changes nothing", async () => {
  const before = await etag();
  await kvs.send(new PutKeyCommand({ KvsARN, Key: "live", Value: "000000000002", IfMatch: before }));
  const late = new UpdateKeysCommand({ KvsARN, IfMatch: before, Puts: [{ Key: "live", Value: "000000000003" }] });
  await expect(kvs.send(late)).rejects.toMatchObject({ name: "ConflictException", $metadata: { httpStatusCode: 409 } });
  expect(entries()).toMatchObject({ live: "000000000002" });
});

test("of two writes at the same moment exactly one gets through", async () => {
  const version = await etag();
  const write = (Value: string) => kvs.send(new PutKeyCommand({ KvsARN, Key: "live", Value, IfMatch: version }));
  const results = await Promise.allSettled([write("a"), write("b"), write("c")]);
  expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected", "rejected"]);
});

test("an update writes and deletes together or not at all", async () => {
  const Puts = [
    { Key: "live", Value: "000000000002" },
    { Key: "previous", Value: "000000000001" },
  ];
  const wrong = new UpdateKeysCommand({ KvsARN, IfMatch: await etag(), Puts, Deletes: [{ Key: "nothing" }] });
  await expect(kvs.send(wrong)).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  expect(entries()).toEqual({ live: "000000000001", "alias:a": "b" });
  const done = await kvs.send(
    new UpdateKeysCommand({ KvsARN, IfMatch: await etag(), Puts, Deletes: [{ Key: "alias:a" }] }),
  );
  expect(entries()).toEqual({ live: "000000000002", previous: "000000000001" });
  expect([done.ItemCount, done.TotalSizeInBytes]).toEqual([2, 36]);
});

test("an update takes fifty keys and refuses one more", async () => {
  const puts = (count: number) => Array.from({ length: count }, (_, index) => ({ Key: `alias:${index}`, Value: "x" }));
  await expect(
    kvs.send(new UpdateKeysCommand({ KvsARN, IfMatch: await etag(), Puts: puts(51) })),
  ).rejects.toMatchObject({ name: "ValidationException" });
  const done = await kvs.send(new UpdateKeysCommand({ KvsARN, IfMatch: await etag(), Puts: puts(50) }));
  expect(done.ItemCount).toBe(52);
});

test("keys are listed ten at a time unless more are asked for", async () => {
  const Puts = Array.from({ length: 25 }, (_, index) => ({ Key: `alias:${index}`, Value: String(index) }));
  await kvs.send(new UpdateKeysCommand({ KvsARN, IfMatch: await etag(), Puts }));
  const sizes: number[] = [];
  const found: Record<string, string | undefined> = {};
  for await (const { Items = [] } of paginateListKeys({ client: kvs }, { KvsARN })) {
    sizes.push(Items.length);
    for (const { Key = "", Value } of Items) found[Key] = Value;
  }
  expect(sizes).toEqual([10, 10, 7]);
  expect(found).toEqual(entries());
  await expect(kvs.send(new ListKeysCommand({ KvsARN, MaxResults: 51 }))).rejects.toMatchObject({
    name: "ValidationException",
  });
});

test("a key is deleted once, and what is not there is not found", async () => {
  await kvs.send(new DeleteKeyCommand({ KvsARN, Key: "alias:a", IfMatch: await etag() }));
  await expect(kvs.send(new DeleteKeyCommand({ KvsARN, Key: "alias:a", IfMatch: await etag() }))).rejects.toMatchObject(
    { name: "ResourceNotFoundException" },
  );
  await expect(kvs.send(new GetKeyCommand({ KvsARN, Key: "alias:a" }))).rejects.toMatchObject({
    name: "ResourceNotFoundException",
    $metadata: { httpStatusCode: 404 },
  });
  const other = KvsARN.replace(/.$/, "x");
  await expect(kvs.send(new DescribeKeyValueStoreCommand({ KvsARN: other }))).rejects.toMatchObject({
    name: "ResourceNotFoundException",
  });
});

test.each([
  ["a key of more than 512 bytes", { Key: "k".repeat(513), Value: "x" }],
  ["a value of more than 1 KB", { Key: "k", Value: "é".repeat(513) }],
])("%s is refused as by the service", async (_what, entry) => {
  await expect(kvs.send(new PutKeyCommand({ KvsARN, ...entry, IfMatch: await etag() }))).rejects.toMatchObject({
    name: "ValidationException",
  });
});
