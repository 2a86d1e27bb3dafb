import type { CloudFrontKeyValueStoreClient } from "@aws-sdk/client-cloudfront-keyvaluestore";

/** Everything in a stack's KeyValueStore at one moment. */
export interface EdgeValues {
  /** Names this moment: a write that carries it fails when somebody else has written since. */
  readonly etag: string;
  readonly values: ReadonlyMap<string, string>;
}

export interface EdgeChange {
  readonly puts?: Readonly<Record<string, string>>;
  readonly deletes?: readonly string[];
}

/** The KeyValueStore that the edge reads: the live pointer, the one before it, and the aliases. */
export interface EdgeStore {
  list(): Promise<EdgeValues>;
  /** Writes all of a change or, when somebody else has written since `etag`, nothing: "changed". */
  update(change: EdgeChange, etag: string): Promise<"done" | "changed">;
}

/** Opens the KeyValueStore of an ARN. */
export function openEdgeStore(KvsARN: string, connect: () => Promise<CloudFrontKeyValueStoreClient>): EdgeStore {
  return {
    list: () => connect().then((client) => list(client, KvsARN)),
    update: (change, etag) => connect().then((client) => update(client, KvsARN, change, etag)),
  };
}

async function list(client: CloudFrontKeyValueStoreClient, KvsARN: string): Promise<EdgeValues> {
  const { DescribeKeyValueStoreCommand, paginateListKeys } = await import("@aws-sdk/client-cloudfront-keyvaluestore");
  // Read before the keys: a write in between makes the ETag stale, and the update is refused rather than lost.
  const { ETag = "" } = await client.send(new DescribeKeyValueStoreCommand({ KvsARN }));
  const values = new Map<string, string>();
  for await (const page of paginateListKeys({ client }, { KvsARN })) {
    for (const { Key = "", Value = "" } of page.Items ?? []) values.set(Key, Value);
  }
  return { etag: ETag, values };
}

async function update(
  client: CloudFrontKeyValueStoreClient,
  KvsARN: string,
  { puts = {}, deletes = [] }: EdgeChange,
  etag: string,
): Promise<"done" | "changed"> {
  const { UpdateKeysCommand } = await import("@aws-sdk/client-cloudfront-keyvaluestore");
  const Puts = Object.entries(puts).map(([Key, Value]) => ({ Key, Value }));
  const Deletes = deletes.map((Key) => ({ Key }));
  try {
    await client.send(new UpdateKeysCommand({ KvsARN, IfMatch: etag, Puts, Deletes }));
    return "done";
  } catch (fault) {
    if (fault instanceof Error && fault.name === "ConflictException") return "changed";
    throw fault;
  }
}
