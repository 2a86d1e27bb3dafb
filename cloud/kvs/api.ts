import * as v from "valibot";
import { restFault, restRefusal, type ApiRequest, type ApiResponse, type ServiceApi } from "../aws/controlPlane.ts";
import { totalBytes, type Change } from "./change.ts";
import type { KeyValueStore } from "./store.ts";

const PATH = /^\/key-value-stores\/([^/]+)(?:\/keys(?:\/([^/]+))?)?$/;
// The service's page of ListKeys when nothing is said, and its largest.
const DEFAULT_PAGE = 10;
const MAXIMUM_PAGE = 50;

const PutBody = v.pipe(v.string(), v.parseJson(), v.object({ Value: v.string() }));
const UpdateBody = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    Puts: v.optional(v.array(v.object({ Key: v.string(), Value: v.string() })), []),
    Deletes: v.optional(v.array(v.object({ Key: v.string() })), []),
  }),
);

/** Serves CloudFront KeyValueStore's data plane over the realised stores (paths and shapes as in the SDK's model). */
export function kvsApi(stores: readonly KeyValueStore[]): ServiceApi {
  return async (request) => {
    const target = parsePath(request.path);
    if (target === undefined)
      return restFault(404, "UnknownOperationException", `KeyValueStore has no path ${request.path}.`);
    const store = stores.find(({ arn }) => arn === target.arn);
    if (store === undefined)
      return restFault(404, "ResourceNotFoundException", `There is no KeyValueStore ${target.arn}.`);
    const operation = OPERATIONS[`${request.method} ${target.kind}`];
    if (operation === undefined)
      return restFault(405, "UnknownOperationException", `KeyValueStore takes no ${request.method} there.`);
    const refusal = request.refusal([{ action: `cloudfront-keyvaluestore:${operation.action}`, resource: store.arn }]);
    return refusal === undefined ? operation.run(store, request, target.key) : restRefusal(refusal);
  };
}

type Operation = (store: KeyValueStore, request: ApiRequest, key: string) => ApiResponse | Promise<ApiResponse>;

const OPERATIONS: Readonly<Record<string, { action: string; run: Operation }>> = {
  "GET store": { action: "DescribeKeyValueStore", run: describe },
  "GET keys": { action: "ListKeys", run: listKeys },
  "GET key": { action: "GetKey", run: getKey },
  "PUT key": { action: "PutKey", run: putKey },
  "DELETE key": { action: "DeleteKey", run: (store, request, key) => write(store, request, { deletes: [key] }) },
  "POST keys": { action: "UpdateKeys", run: updateKeys },
};

/** The actions of KeyValueStore's data plane that are realised. */
export const KVS_ACTIONS = Object.values(OPERATIONS).map(({ action }) => action);

interface Target {
  kind: "store" | "keys" | "key";
  arn: string;
  key: string;
}

function parsePath(path: string): Target | undefined {
  const [found, arn = "", key] = PATH.exec(path) ?? [];
  if (found === undefined) return undefined;
  try {
    const kind = key !== undefined ? "key" : path.endsWith("/keys") ? "keys" : "store";
    return { kind, arn: decodeURIComponent(arn), key: decodeURIComponent(key ?? "") };
  } catch {
    // A malformed escape names no store.
    return undefined;
  }
}

function describe(store: KeyValueStore): ApiResponse {
  const { etag, created, lastModified } = store.values();
  return answer(
    {
      ...sizes(store),
      KvsARN: store.arn,
      Created: seconds(created),
      LastModified: seconds(lastModified),
      Status: "READY",
    },
    etag,
  );
}

function listKeys(store: KeyValueStore, { query }: ApiRequest): ApiResponse {
  const size = Number(query.get("MaxResults") ?? DEFAULT_PAGE);
  if (!Number.isInteger(size) || size < 1 || size > MAXIMUM_PAGE)
    return invalid(`MaxResults is from 1 to ${MAXIMUM_PAGE}.`);
  const token = query.get("NextToken");
  const after = token === null ? "" : Buffer.from(token, "base64url").toString("utf8");
  if (token === "" || (token !== null && after === "")) return invalid("NextToken is not one of ListKeys.");
  const rest = [...store.entries()].filter(([key]) => key > after).sort(([a], [b]) => (a < b ? -1 : 1));
  const last = rest[size - 1]?.[0];
  const next = rest.length > size && last !== undefined ? { NextToken: Buffer.from(last).toString("base64url") } : {};
  return answer({ Items: rest.slice(0, size).map(([Key, Value]) => ({ Key, Value })), ...next });
}

function getKey(store: KeyValueStore, _request: ApiRequest, key: string): ApiResponse {
  const value = store.get(key);
  if (value === undefined) return restFault(404, "ResourceNotFoundException", `The store has no key "${key}".`);
  return answer({ Key: key, Value: value, ...sizes(store) });
}

function putKey(store: KeyValueStore, request: ApiRequest, key: string): ApiResponse | Promise<ApiResponse> {
  const body = v.safeParse(PutBody, request.body.toString("utf8"));
  return body.success
    ? write(store, request, { puts: [[key, body.output.Value]] })
    : invalid("The body has a text Value.");
}

function updateKeys(store: KeyValueStore, request: ApiRequest): ApiResponse | Promise<ApiResponse> {
  const body = v.safeParse(UpdateBody, request.body.toString("utf8"));
  if (!body.success) return invalid("The body lists Puts with Key and Value, and Deletes with Key.");
  const { Puts, Deletes } = body.output;
  return write(store, request, {
    puts: Puts.map(({ Key, Value }) => [Key, Value]),
    deletes: Deletes.map(({ Key }) => Key),
  });
}

const STATUSES = {
  ConflictException: 409,
  ResourceNotFoundException: 404,
  ServiceQuotaExceededException: 402,
  ValidationException: 400,
};

async function write(store: KeyValueStore, { headers }: ApiRequest, change: Change): Promise<ApiResponse> {
  const version = headers["if-match"];
  if (version === undefined)
    return invalid("A write needs If-Match with the store's ETag, which DescribeKeyValueStore tells.");
  const done = await store.update(change, version);
  if (!done.ok) return restFault(STATUSES[done.code], done.code, done.message);
  const { entries, etag } = done.values;
  return answer({ ItemCount: entries.size, TotalSizeInBytes: totalBytes(entries) }, etag);
}

function sizes(store: KeyValueStore): { ItemCount: number; TotalSizeInBytes: number } {
  return { ItemCount: store.entries().size, TotalSizeInBytes: totalBytes(store.entries()) };
}

function seconds(instant: string): number {
  return Date.parse(instant) / 1_000;
}

function invalid(message: string): ApiResponse {
  return restFault(400, "ValidationException", message);
}

function answer(body: object, etag?: string): ApiResponse {
  const headers = { "content-type": "application/json", ...(etag === undefined ? {} : { etag }) };
  return { status: 200, headers, body: JSON.stringify(body) };
}
