import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DescribeKeyValueStoreCommand } from "@aws-sdk/client-cloudfront-keyvaluestore";
import { DeleteObjectCommand, ListObjectsV2Command, PutObjectCommand } from "@aws-sdk/client-s3";
import { expect, test } from "vitest";
import { startCloud, type Cloud, type CloudOptions } from "../../local/cloud.ts";
import type { Graph } from "../../local/graph.ts";
import { realiseStores } from "../../local/kvs/store.ts";
import { describeRelease, promoteBuilt, readRelease } from "../../local/release.ts";
import { realiseBucket } from "../../local/s3/bucket.ts";
import { openStorage } from "../../local/storage.ts";
import { openKvs, openS3 } from "./support/clients.ts";
import { declare } from "./support/graph.ts";

const OTHER = "0123456789ab";
const newDirectory = (): string => mkdtempSync(join(tmpdir(), "scc-redeploy-"));

/** What a changed site changes in the graph: the slot in the keys of its objects, as the pointer's first value, as output. */
function otherBuild(graph: Graph): Graph {
  const slot = slotOf(graph);
  const text = JSON.stringify(graph).replaceAll(`_staging/${slot}/`, `_staging/${OTHER}/`);
  const changed = JSON.parse(text.replaceAll(`"value":"${slot}"`, `"value":"${OTHER}"`)) as Graph;
  return { ...changed, outputs: { ...changed.outputs, slot: OTHER } };
}

function slotOf(graph: Graph): string {
  return String(graph.outputs["slot"]);
}

async function withCloud<T>(options: CloudOptions, use: (cloud: Cloud) => Promise<T>): Promise<T> {
  const cloud = await startCloud(options);
  try {
    return await use(cloud);
  } finally {
    await cloud.close();
  }
}

const page = async (url: string, slot: string) => (await fetch(`${url}/_staging/${slot}/index.html`)).status;

test("a later start with another build keeps the old slot and leaves it live", async () => {
  const dataDirectory = newDirectory();
  const first = await withCloud({ dataDirectory }, async ({ url, graph, kvs }) => {
    expect(kvs.get("live")).toBe(slotOf(graph));
    return { slot: slotOf(graph), home: await (await fetch(url)).text() };
  });
  await withCloud({ dataDirectory, editGraph: otherBuild }, async (cloud) => {
    const { url, kvs } = cloud;
    expect([await page(url, first.slot), await page(url, OTHER), kvs.get("live")]).toEqual([200, 200, first.slot]);
    expect(await (await fetch(url)).text()).toBe(first.home);
    expect(describeRelease(readRelease(cloud), "")).toContain(`npm run ops -- promote ${OTHER} --stack local`);
    expect(await promoteBuilt(cloud)).toBe(OTHER);
    expect([kvs.get("live"), kvs.get("previous"), describeRelease(readRelease(cloud), "")]).toEqual([OTHER, first.slot, undefined]);
  });
  await withCloud({ dataDirectory }, ({ kvs }) => {
    expect([kvs.get("live"), kvs.get("previous")]).toEqual([OTHER, first.slot]);
    return Promise.resolve();
  });
  await withCloud({ dataDirectory, fresh: true }, ({ url, kvs }) => {
    expect([kvs.get("live"), kvs.get("previous")]).toEqual([first.slot, undefined]);
    return expect(page(url, OTHER)).resolves.toBe(403);
  });
});

test("a reload without a data directory keeps the old slot and the pointer as well", async () => {
  let edit = (graph: Graph): Graph => graph;
  await withCloud({ editGraph: (graph) => edit(graph) }, async (cloud) => {
    const slot = slotOf(cloud.graph);
    edit = otherBuild;
    await cloud.reload();
    expect([await page(cloud.url, slot), await page(cloud.url, OTHER), cloud.kvs.get("live")]).toEqual([200, 200, slot]);
  });
});

test("what a running cloud publishes leads to its APIs, and follows a reload", async () => {
  const dataDirectory = newDirectory();
  let edit = (graph: Graph): Graph => graph;
  await withCloud({ dataDirectory, editGraph: (graph) => edit(graph) }, async (cloud) => {
    const read = () => JSON.parse(readFileSync(join(dataDirectory, "endpoint.json"), "utf8")) as
      { aws: string; outputs: { url: string; bucketName: string; keyValueStoreArn: string; slot: string } };
    const { aws, outputs } = read();
    const listed = await openS3(aws).send(new ListObjectsV2Command({ Bucket: outputs.bucketName }));
    const store = await openKvs(aws).send(new DescribeKeyValueStoreCommand({ KvsARN: outputs.keyValueStoreArn }));
    expect(outputs.url).toBe(cloud.url);
    expect(listed.Contents?.map(({ Key }) => Key)).toContain(`_staging/${outputs.slot}/manifest.json`);
    expect(store.ETag).toBe(cloud.kvs.values().etag);
    edit = otherBuild;
    await cloud.reload();
    expect(read().outputs.slot).toBe(OTHER);
  });
});

async function openStore(directory: string, declared: Record<string, string>, options = {}) {
  const store = await declare("cloudfront/keyValueStore:KeyValueStore", "edge", {});
  const keys = Object.entries(declared).map(([key, value]) =>
    declare("cloudfront/keyvaluestoreKey:KeyvaluestoreKey", key, { keyValueStoreArn: store.outputs["arn"], key, value }, options));
  const [opened] = await realiseStores([store], await Promise.all(keys), openStorage(directory));
  if (opened === undefined) throw new Error("no store");
  return { store: opened, entries: () => Object.fromEntries(opened.entries()) };
}

test("the program's own keys follow the program, and the operators' keys stay", async () => {
  const directory = newDirectory();
  const { store } = await openStore(directory, { "alias:a": "1", "alias:b": "1" });
  await store.update({ puts: [["alias:old", "2"], ["previous", "000000000001"]] });
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
  await expect(openStore(directory, {})).rejects.toThrow("kvs/edge.json in the data directory is not what this version of the local cloud writes. Start with --fresh");
});

test("a declared value that the service would refuse stops the start", async () => {
  await expect(openStore(newDirectory(), { a: "x".repeat(1_025) })).rejects.toThrow("A value has at most 1024 bytes.");
});

async function openBucket(directory: string, declared: Record<string, string>, options = {}) {
  const bucket = await declare("s3/bucket:Bucket", "site", {});
  const objects = Object.entries(declared).map(([key, content]) =>
    declare("s3/bucketObjectv2:BucketObjectv2", key, { bucket: "site", key, content }, options));
  return realiseBucket(bucket, { objects: await Promise.all(objects), policies: [] }, openStorage(directory));
}

const texts = async ({ objects }: Awaited<ReturnType<typeof openBucket>>) =>
  Object.fromEntries(await Promise.all([...objects.all()].map(async ([key, object]) => [key, String(await objects.read(object))] as const)));

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

test("no key leads outside the bucket's folder, and no bytes stay that nobody refers to", async () => {
  const directory = newDirectory();
  await withCloud({ dataDirectory: directory }, async ({ controlPlaneUrl, graph }) => {
    const [s3, Bucket] = [openS3(controlPlaneUrl), String(graph.outputs["bucketName"])];
    const files = (): string[] => readdirSync(directory, { recursive: true }).map(String).filter((name) => !name.startsWith("dynamodb")).sort();
    const before = files();
    for (const Key of ["../../../evil", "a/../../b", "/c", "objects.json", "__proto__"]) await s3.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
    expect(Contents.map(({ Key }) => Key)).toEqual(expect.arrayContaining(["../../../evil", "a/../../b", "/c", "objects.json", "__proto__"]));
    const added = files().filter((name) => !before.includes(name));
    expect(added).toHaveLength(5);
    expect(added.every((name) => new RegExp(`^s3/${Bucket}/[0-9a-f]{64}$`).test(name))).toBe(true);
    for (const Key of ["../../../evil", "a/../../b", "/c", "objects.json", "__proto__"]) await s3.send(new DeleteObjectCommand({ Bucket, Key }));
    expect(files()).toEqual(before);
  });
});
