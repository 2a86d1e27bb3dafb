import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DescribeKeyValueStoreCommand } from "@aws-sdk/client-cloudfront-keyvaluestore";
import { DeleteObjectCommand, ListObjectsV2Command, PutObjectCommand } from "@aws-sdk/client-s3";
import { expect, test } from "vitest";
import { startOurCloud, type Cloud, type OurOptions } from "../../local/ourCloud.ts";
import type { Graph } from "../../cloud/graph/graph.ts";
import { describeRelease, promoteBuilt, readRelease } from "../../local/release.ts";
import { openKvs, openS3 } from "../cloud/support/clients.ts";

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

async function withCloud<T>(options: OurOptions, use: (cloud: Cloud) => Promise<T>): Promise<T> {
  const cloud = await startOurCloud(options);
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
    expect([kvs.get("live"), kvs.get("previous"), describeRelease(readRelease(cloud), "")]).toEqual([
      OTHER,
      first.slot,
      undefined,
    ]);
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
    expect([await page(cloud.url, slot), await page(cloud.url, OTHER), cloud.kvs.get("live")]).toEqual([
      200,
      200,
      slot,
    ]);
  });
});

test("what a running cloud publishes leads to its APIs, and follows a reload", async () => {
  const dataDirectory = newDirectory();
  let edit = (graph: Graph): Graph => graph;
  await withCloud({ dataDirectory, editGraph: (graph) => edit(graph) }, async (cloud) => {
    const read = () =>
      JSON.parse(readFileSync(join(dataDirectory, "endpoint.json"), "utf8")) as {
        aws: string;
        outputs: { url: string; bucketName: string; keyValueStoreArn: string; slot: string };
      };
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

test("no key leads outside the bucket's folder, and no bytes stay that nobody refers to", async () => {
  const directory = newDirectory();
  await withCloud({ dataDirectory: directory }, async ({ controlPlaneUrl, graph }) => {
    const [s3, Bucket] = [openS3(controlPlaneUrl), String(graph.outputs["bucketName"])];
    const files = (): string[] =>
      readdirSync(directory, { recursive: true })
        .map(String)
        .filter((name) => !name.startsWith("dynamodb"))
        .sort();
    const before = files();
    for (const Key of ["../../../evil", "a/../../b", "/c", "objects.json", "__proto__"])
      await s3.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
    expect(Contents.map(({ Key }) => Key)).toEqual(
      expect.arrayContaining(["../../../evil", "a/../../b", "/c", "objects.json", "__proto__"]),
    );
    const added = files().filter((name) => !before.includes(name));
    expect(added).toHaveLength(5);
    expect(added.every((name) => new RegExp(`^s3/${Bucket}/[0-9a-f]{64}$`).test(name))).toBe(true);
    for (const Key of ["../../../evil", "a/../../b", "/c", "objects.json", "__proto__"])
      await s3.send(new DeleteObjectCommand({ Bucket, Key }));
    expect(files()).toEqual(before);
  });
});
