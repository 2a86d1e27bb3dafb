import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { realiseStores } from "../../cloud/kvs/store.ts";
import { realiseBucket } from "../../cloud/s3/bucket.ts";
import { REAL_CLOCK } from "../../cloud/clock/clock.ts";
import { openStorage } from "../../cloud/realise/storage.ts";
import { declare } from "./support/graph.ts";

const newDirectory = (): string => mkdtempSync(join(tmpdir(), "scc-storage-"));

async function openStore(directory: string, declared: Record<string, string>, options = {}) {
  const store = await declare("cloudfront/keyValueStore:KeyValueStore", "edge", {});
  const keys = Object.entries(declared).map(([key, value]) =>
    declare(
      "cloudfront/keyvaluestoreKey:KeyvaluestoreKey",
      key,
      { keyValueStoreArn: store.outputs["arn"], key, value },
      options,
    ),
  );
  const [opened] = await realiseStores([store], await Promise.all(keys), {
    storage: openStorage(directory, REAL_CLOCK),
    clock: REAL_CLOCK,
  });
  if (opened === undefined) throw new Error("no store");
  return { store: opened, entries: () => Object.fromEntries(opened.entries()) };
}

test("the program's own keys follow the program, and the operators' keys stay", async () => {
  const directory = newDirectory();
  const { store } = await openStore(directory, { "alias:a": "1", "alias:b": "1" });
  await store.update({
    puts: [
      ["alias:old", "2"],
      ["previous", "000000000001"],
    ],
  });
  const again = await openStore(directory, { "alias:a": "2", "alias:c": "1" });
  expect(again.entries()).toEqual({ "alias:a": "2", "alias:c": "1", "alias:old": "2", previous: "000000000001" });
});

test("a store's version survives a start that changes no key", async () => {
  const directory = newDirectory();
  const { store } = await openStore(directory, { a: "1" });
  await store.update({ puts: [["b", "2"]] });
  const again = await openStore(directory, { a: "1" });
  const changed = await openStore(directory, { a: "2" });
  expect(again.store.values().etag).toBe(store.values().etag);
  expect(changed.store.values().etag).not.toBe(store.values().etag);
});

test("a saved store that cannot be read stops the start with what to do", async () => {
  const directory = newDirectory();
  mkdirSync(join(directory, "kvs"));
  writeFileSync(join(directory, "kvs", "edge.json"), '{"entries":');
  await expect(openStore(directory, {})).rejects.toThrow(
    "kvs/edge.json in the data directory is not what this version of the local cloud writes. Start with the option fresh to begin again.",
  );
});

test("a declared value that the service would refuse stops the start", async () => {
  await expect(openStore(newDirectory(), { a: "x".repeat(1_025) })).rejects.toThrow("A value has at most 1024 bytes.");
});

async function openBucket(directory: string, declared: Record<string, string>, options = {}) {
  const bucket = await declare("s3/bucket:Bucket", "site", {});
  const objects = Object.entries(declared).map(([key, content]) =>
    declare("s3/bucketObjectv2:BucketObjectv2", key, { bucket: "site", key, content }, options),
  );
  return realiseBucket(
    bucket,
    { objects: await Promise.all(objects), policies: [] },
    openStorage(directory, REAL_CLOCK),
  );
}

const texts = async ({ objects }: Awaited<ReturnType<typeof openBucket>>) =>
  Object.fromEntries(
    await Promise.all(
      [...objects.all()].map(async ([key, object]) => [key, String(await objects.read(object))] as const),
    ),
  );

test("objects that are declared no more are deleted unless they are retained", async () => {
  const [kept, deleted] = [newDirectory(), newDirectory()];
  await openBucket(kept, { a: "1", b: "1" }, { retainOnDelete: true });
  await openBucket(deleted, { a: "1", b: "1" });
  expect(await texts(await openBucket(kept, { b: "2" }))).toEqual({ a: "1", b: "2" });
  expect(await texts(await openBucket(deleted, { b: "2" }))).toEqual({ b: "2" });
});

test("an object that an operator deleted or wrote over stays so until the program changes it", async () => {
  const directory = newDirectory();
  const first = await openBucket(directory, { a: "1", b: "1" });
  await first.objects.change({ removals: ["a"], puts: new Map([["b", { headers: {}, body: Buffer.from("9") }]]) });
  expect(await texts(await openBucket(directory, { a: "1", b: "1" }))).toEqual({ b: "9" });
  expect(await texts(await openBucket(directory, { a: "2", b: "2" }))).toEqual({ a: "2", b: "2" });
});
