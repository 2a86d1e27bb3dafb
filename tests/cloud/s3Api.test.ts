import { Readable } from "node:stream";
import {
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketAclCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  paginateListObjectsV2,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { afterEach, beforeEach, expect, test } from "vitest";
import { declareSmallSystem } from "./support/graph.ts";
import { openS3, serveGraph, type Served } from "./support/clients.ts";

const Bucket = "site";
let served: Served;
let s3: S3Client;

beforeEach(async () => {
  served = await serveGraph(
    await declareSmallSystem({ objects: { "index.html": { content: "<p>home</p>", contentType: "text/html" } } }),
  );
  s3 = openS3(served.controlPlane.url);
});

afterEach(async () => {
  s3.destroy();
  await served.close();
});

const put = (Key: string, Body = "x") => s3.send(new PutObjectCommand({ Bucket, Key, Body }));
const list = async (input: object = {}) => {
  const { Contents = [], CommonPrefixes = [] } = await s3.send(new ListObjectsV2Command({ Bucket, ...input }));
  return { keys: Contents.map(({ Key }) => Key), prefixes: CommonPrefixes.map(({ Prefix }) => Prefix) };
};

test("a declared object is read with its type, tag, length and day", async () => {
  const object = await s3.send(new GetObjectCommand({ Bucket, Key: "index.html" }));
  const head = await s3.send(new HeadObjectCommand({ Bucket, Key: "index.html" }));
  expect(await object.Body?.transformToString()).toBe("<p>home</p>");
  expect(head).toMatchObject({ ContentType: "text/html", ContentLength: 11, ETag: object.ETag });
  expect(Math.abs(Date.now() - (head.LastModified?.getTime() ?? 0))).toBeLessThan(60_000);
});

test("an object that is put is served by the distribution at once, with the headers it was put with", async () => {
  await s3.send(
    new PutObjectCommand({
      Bucket,
      Key: "_staging/a b&c.txt",
      Body: "ahoy",
      ContentType: "text/plain",
      CacheControl: "no-cache",
      Metadata: { by: "ops" },
    }),
  );
  const viewed = await served.request("/_staging/a%20b%26c.txt");
  const head = await s3.send(new HeadObjectCommand({ Bucket, Key: "_staging/a b&c.txt" }));
  expect([viewed.status, viewed.text, viewed.headers["content-type"], viewed.headers["cache-control"]]).toEqual([
    200,
    "ahoy",
    "text/plain",
    "no-cache",
  ]);
  expect(head.Metadata).toEqual({ by: "ops" });
});

test("a body that is streamed in chunks arrives as its bytes", async () => {
  const text = "0123456789".repeat(20_000);
  await s3.send(
    new PutObjectCommand({ Bucket, Key: "long.txt", Body: Readable.from([text]), ContentLength: text.length }),
  );
  const object = await s3.send(new GetObjectCommand({ Bucket, Key: "long.txt" }));
  expect(await object.Body?.transformToString()).toBe(text);
  expect(object.ContentEncoding).toBeUndefined();
});

test("a range of an object is answered alone", async () => {
  const object = await s3.send(new GetObjectCommand({ Bucket, Key: "index.html", Range: "bytes=3-6" }));
  expect([await object.Body?.transformToString(), object.ContentRange]).toEqual(["home", "bytes 3-6/11"]);
});

test("keys are listed in the order of their bytes, by prefix and by folder", async () => {
  for (const key of ["b", "a/2", "a/1/x", "a/1/y", "\u{1F600}", "\uFFFD"]) await put(key);
  expect((await list()).keys).toEqual(["a/1/x", "a/1/y", "a/2", "b", "index.html", "\uFFFD", "\u{1F600}"]);
  expect(await list({ Prefix: "a/" })).toEqual({ keys: ["a/1/x", "a/1/y", "a/2"], prefixes: [] });
  expect(await list({ Prefix: "a/", Delimiter: "/" })).toEqual({ keys: ["a/2"], prefixes: ["a/1/"] });
  expect(await list({ StartAfter: "b" })).toMatchObject({ keys: ["index.html", "\uFFFD", "\u{1F600}"] });
});

test("a long listing comes in pages, and a folder counts once", async () => {
  for (const key of ["a/1", "a/2", "b/1", "c", "d"]) await put(key);
  const pages: number[] = [];
  const found: (string | undefined)[] = [];
  for await (const page of paginateListObjectsV2({ client: s3, pageSize: 2 }, { Bucket, Delimiter: "/" })) {
    pages.push(page.KeyCount ?? 0);
    found.push(
      ...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix),
      ...(page.Contents ?? []).map(({ Key }) => Key),
    );
  }
  expect(pages).toEqual([2, 2, 1]);
  expect(found).toEqual(["a/", "b/", "c", "d", "index.html"]);
});

test("a continuation token that S3 did not give is refused", async () => {
  await expect(list({ ContinuationToken: "=" })).rejects.toMatchObject({ name: "InvalidArgument" });
});

test("deleted objects are gone for readers, and a key that is not there is deleted as well", async () => {
  await put("a");
  await put("b<&>");
  await s3.send(new DeleteObjectCommand({ Bucket, Key: "index.html" }));
  const { Deleted } = await s3.send(
    new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: "b<&>" }, { Key: "never" }] } }),
  );
  const quiet = await s3.send(
    new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: "never" }], Quiet: true } }),
  );
  expect(Deleted).toEqual([{ Key: "b<&>" }, { Key: "never" }]);
  expect(quiet.Deleted).toBeUndefined();
  expect(await list()).toEqual({ keys: ["a"], prefixes: [] });
  expect((await served.request("/index.html")).status).toBe(403);
});

test("what is missing has S3's own errors", async () => {
  await expect(s3.send(new GetObjectCommand({ Bucket, Key: "nothing" }))).rejects.toMatchObject({
    name: "NoSuchKey",
    $metadata: { httpStatusCode: 404 },
  });
  await expect(s3.send(new HeadObjectCommand({ Bucket, Key: "nothing" }))).rejects.toMatchObject({ name: "NotFound" });
  await expect(s3.send(new ListObjectsV2Command({ Bucket: "other" }))).rejects.toMatchObject({ name: "NoSuchBucket" });
  await expect(s3.send(new HeadBucketCommand({ Bucket: "other" }))).rejects.toMatchObject({ name: "NotFound" });
  await expect(put("k".repeat(1_025))).rejects.toMatchObject({ name: "KeyTooLongError" });
});

test("an operation that is not here says so instead of doing something else", async () => {
  await expect(s3.send(new GetBucketAclCommand({ Bucket }))).rejects.toMatchObject({ name: "NotImplemented" });
});

test("a write on a condition that does not hold is refused and changes nothing", async () => {
  const first = await put("a", "one");
  await expect(
    s3.send(new PutObjectCommand({ Bucket, Key: "a", Body: "two", IfNoneMatch: "*" })),
  ).rejects.toMatchObject({ name: "PreconditionFailed" });
  await s3.send(new PutObjectCommand({ Bucket, Key: "a", Body: "three", IfMatch: first.ETag }));
  const object = await s3.send(new GetObjectCommand({ Bucket, Key: "a" }));
  expect(await object.Body?.transformToString()).toBe("three");
});
