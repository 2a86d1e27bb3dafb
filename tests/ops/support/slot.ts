import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { DeleteObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { buildSite, slotOf } from "../../../build/site.ts";
import { SLOT_PLACEHOLDER } from "../../../rules/contract/slots.ts";
import type { Cloud } from "../../../cloud/cloud.ts";

export interface SlotFile {
  body: Buffer;
  contentType: string;
}

/** A slot that could have been built: its files, and the name that follows from them. */
export interface TestSlot {
  slot: string;
  files: Map<string, SlotFile>;
}

/** Every byte a letter and back, as build/site.ts has it: icons come through unharmed. */
const BYTES = "latin1";

/** Builds the site once more with `edit` applied to its sources, as a change in site/ would. */
export async function buildVariant(edit: (sources: Map<string, string>) => void): Promise<TestSlot> {
  const { slot: builtSlot, files } = await buildSite();
  const types = new Map(files.map(({ path, contentType }) => [path, contentType]));
  const own = files.filter(({ path }) => path !== "manifest.json");
  const sources = new Map(
    await Promise.all(
      own.map(
        async ({ path, file }) =>
          [path, (await readFile(file, BYTES)).replaceAll(builtSlot, SLOT_PLACEHOLDER)] as const,
      ),
    ),
  );
  edit(sources);
  const slot = slotOf(new Map([...sources].map(([path, text]) => [path, Buffer.from(text, BYTES)])));
  const built = new Map(
    [...sources].map(([path, text]): [string, SlotFile] => [
      path,
      {
        body: Buffer.from(text.replaceAll(SLOT_PLACEHOLDER, slot), BYTES),
        contentType: types.get(path) ?? "text/plain; charset=utf-8",
      },
    ]),
  );
  return { slot, files: new Map([...built, ["manifest.json", manifestOf(slot, built)]]) };
}

/** Builds a variant that differs by a comment in one style sheet. */
export function buildNamed(name: string): Promise<TestSlot> {
  return buildVariant((sources) => {
    sources.set("app.css", `${sources.get("app.css") ?? ""}/* ${name} */`);
  });
}

/** Writes the manifest of files as build/site.ts does. */
export function manifestOf(slot: string, files: ReadonlyMap<string, SlotFile>): SlotFile {
  const entries = [...files]
    .filter(([path]) => path !== "manifest.json")
    .map(([path, { body, contentType }]) => [
      path,
      { sha256: createHash("sha256").update(body).digest("hex"), bytes: body.length, contentType },
    ]);
  const text = `${JSON.stringify({ slot, files: Object.fromEntries(entries) as unknown }, null, 2)}\n`;
  return { body: Buffer.from(text), contentType: "application/json" };
}

/** The site bucket of a cloud, as somebody with S3's API has it. */
export function openBucket(cloud: Cloud) {
  const client = new S3Client({
    endpoint: cloud.controlPlaneUrl,
    region: "us-east-1",
    forcePathStyle: true,
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
  const Bucket = String(cloud.graph.outputs["bucketName"]);
  const key = (slot: string, path: string): string => `_staging/${slot}/${path}`;
  const put = async (slot: string, path: string, { body, contentType }: SlotFile): Promise<void> => {
    await client.send(new PutObjectCommand({ Bucket, Key: key(slot, path), Body: body, ContentType: contentType }));
  };
  return {
    put,
    upload: async ({ slot, files }: TestSlot): Promise<string> => {
      await Promise.all([...files].map(([path, file]) => put(slot, path, file)));
      return slot;
    },
    remove: async (slot: string, path: string): Promise<void> => {
      await client.send(new DeleteObjectCommand({ Bucket, Key: key(slot, path) }));
    },
    /** Deletes every slot but these. */
    clear: async (...stay: readonly string[]): Promise<void> => {
      const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket }));
      const keys = Contents.map(({ Key = "" }) => Key).filter(
        (name) => !stay.some((slot) => name.startsWith(key(slot, ""))),
      );
      await Promise.all(keys.map((Key) => client.send(new DeleteObjectCommand({ Bucket, Key }))));
    },
  };
}
