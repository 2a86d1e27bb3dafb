import type { S3Client } from "@aws-sdk/client-s3";

import { SLOT_MANIFEST, SLOT_PATTERN, STAGING_PREFIX } from "../../rules/contract/slots.ts";
import { Refusal } from "../refusal.ts";
import type { Stack } from "../stack/stack.ts";

export interface UploadedFile {
  /** Path inside the slot, such as `app.js`. */
  readonly path: string;
  readonly bytes: number;
  readonly uploadedAt: Date;
}

/** A slot as it lies in the bucket. */
export interface UploadedSlot {
  readonly slot: string;
  readonly files: readonly UploadedFile[];
}

/** A file with its bytes, as the edge would get it. */
export interface StoredFile {
  readonly body: Buffer;
  readonly contentType: string;
}

/** The slots in a stack's site bucket. */
export interface SlotBucket {
  /** Lists every slot, or one. */
  list(slot?: string): Promise<readonly UploadedSlot[]>;
  /** Downloads a file; undefined when it is not there. */
  read(slot: string, path: string): Promise<StoredFile | undefined>;
  /** Deletes every file of the slots; answers how many. */
  remove(slots: readonly UploadedSlot[]): Promise<number>;
}

const FOLDER = STAGING_PREFIX.slice(1);
/** What S3 takes in one call. */
const DELETE_AT_ONCE = 1_000;

/** Opens the slots of a stack. */
export function openSlotBucket(stack: Stack): SlotBucket {
  const Bucket = stack.output("bucketName");
  return {
    list: async (slot) => list(await stack.s3(), Bucket, slot === undefined ? FOLDER : slotKey(slot, "")),
    read: async (slot, path) => read(await stack.s3(), Bucket, slotKey(slot, path)),
    remove: async (slots) => remove(await stack.s3(), Bucket, slots),
  };
}

function slotKey(slot: string, path: string): string {
  return `${FOLDER}${slot}/${path}`;
}

async function list(client: S3Client, Bucket: string, Prefix: string): Promise<readonly UploadedSlot[]> {
  const { paginateListObjectsV2 } = await import("@aws-sdk/client-s3");
  const slots = new Map<string, UploadedFile[]>();
  for await (const page of paginateListObjectsV2({ client }, { Bucket, Prefix })) {
    for (const { Key = "", Size = 0, LastModified = new Date(0) } of page.Contents ?? []) {
      const [slot = "", ...rest] = Key.slice(FOLDER.length).split("/");
      // Whatever else lies there, no viewer gets it and no command touches it.
      if (!SLOT_PATTERN.test(slot) || rest.length === 0) continue;
      slots.set(slot, [...(slots.get(slot) ?? []), { path: rest.join("/"), bytes: Size, uploadedAt: LastModified }]);
    }
  }
  return [...slots].map(([slot, files]) => ({ slot, files }));
}

async function read(client: S3Client, Bucket: string, Key: string): Promise<StoredFile | undefined> {
  const { GetObjectCommand } = await import("@aws-sdk/client-s3");
  try {
    const { Body, ContentType = "" } = await client.send(new GetObjectCommand({ Bucket, Key }));
    return { body: Buffer.from((await Body?.transformToByteArray()) ?? []), contentType: ContentType };
  } catch (fault) {
    if (fault instanceof Error && fault.name === "NoSuchKey") return undefined;
    throw fault;
  }
}

async function remove(client: S3Client, Bucket: string, slots: readonly UploadedSlot[]): Promise<number> {
  const { DeleteObjectsCommand } = await import("@aws-sdk/client-s3");
  // The manifests go first: a slot that is half deleted, because the connection broke, can no longer be promoted.
  const keys = slots
    .flatMap(({ slot, files }) => files.map(({ path }) => slotKey(slot, path)))
    .sort((a, b) => Number(b.endsWith(`/${SLOT_MANIFEST}`)) - Number(a.endsWith(`/${SLOT_MANIFEST}`)));
  for (let at = 0; at < keys.length; at += DELETE_AT_ONCE) {
    const Objects = keys.slice(at, at + DELETE_AT_ONCE).map((Key) => ({ Key }));
    const { Errors = [] } = await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }));
    const [first] = Errors;
    if (first !== undefined) {
      throw new Refusal(
        `${Errors.length} files could not be deleted (${first.Key ?? "?"}: ${first.Message ?? first.Code ?? "no reason given"}). Run prune again.`,
      );
    }
  }
  return keys.length;
}
