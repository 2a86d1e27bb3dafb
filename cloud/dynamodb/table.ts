import { isDeepStrictEqual } from "node:util";
import * as v from "valibot";
import { parseResource, type Resource } from "../graph/graph.ts";
import { StartError } from "../startError.ts";
import { wait } from "../clock/patience.ts";
import { callDynamo } from "./client.ts";
import type { Expiring } from "./expiry.ts";
import { asideOf, finishRebuild, rebuildTable } from "./rebuild.ts";
import type { TableSettings } from "./settings.ts";

const Index = v.object({
  name: v.string(),
  hashKey: v.optional(v.string()),
  rangeKey: v.optional(v.string()),
  keySchemas: v.optional(v.array(v.object({ attributeName: v.string(), keyType: v.string() }))),
  projectionType: v.picklist(["ALL", "KEYS_ONLY", "INCLUDE"]),
  nonKeyAttributes: v.optional(v.array(v.string())),
});

const Table = v.object({
  name: v.string(),
  hashKey: v.string(),
  rangeKey: v.optional(v.string()),
  attributes: v.array(v.object({ name: v.string(), type: v.picklist(["S", "N", "B"]) })),
  globalSecondaryIndexes: v.optional(v.array(Index), []),
  localSecondaryIndexes: v.optional(v.array(v.never("local secondary indexes are not realised here")), []),
  ttl: v.optional(v.object({ attributeName: v.optional(v.string(), ""), enabled: v.optional(v.boolean(), false) })),
  deletionProtectionEnabled: v.optional(v.boolean(), false),
  billingMode: v.optional(v.literal("PAY_PER_REQUEST", "only PAY_PER_REQUEST is realised here"), "PAY_PER_REQUEST"),
});

const KeySchema = v.array(v.object({ AttributeName: v.string(), KeyType: v.string() }));
const Described = v.object({
  Table: v.object({
    TableStatus: v.string(),
    KeySchema,
    GlobalSecondaryIndexes: v.optional(
      v.array(v.object({ IndexName: v.string(), KeySchema, Projection: v.unknown() })),
      [],
    ),
  }),
});

const MOMENT_MS = 2;

/**
 * Creates the declared table if it is missing. A stored one gets the declared indexes and keeps its items; one with other
 * keys is an error that says what to do, as keys can be changed nowhere.
 */
export async function realiseTable(
  endpoint: string,
  resource: Resource,
  { wasThere, onOtherKeys }: { wasThere: boolean; onOtherKeys: (table: string) => Error | undefined },
): Promise<void> {
  const declared = toCreateTable(parseResource(Table, resource));
  // A table that was there and is not any more must not begin again as an empty one.
  if (wasThere && !(await isStored(endpoint, declared.TableName))) throw unreadable(declared.TableName);
  const created = await callDynamo(endpoint, "CreateTable", declared);
  if (!created.ok && created.error !== "ResourceInUseException") {
    throw new Error(`DynamoDB refuses table ${declared.TableName}: ${created.error} ${created.message}`);
  }
  const stored = await waitUntilActive(endpoint, declared.TableName);
  if (!created.ok && !isDeepStrictEqual(stored.KeySchema, declared.KeySchema)) {
    const error = new StartError(
      ({ fresh }) =>
        `The stored table ${declared.TableName} has other keys than the program declares. Start once with ${fresh}.`,
    );
    throw onOtherKeys(declared.TableName) ?? error;
  }
  if (!created.ok && !hasSameIndexes(stored, declared)) await rebuildTable(endpoint, declared);
  else await finishRebuild(endpoint, declared.TableName);
}

/** Tells whether a table is stored, be it aside while it is made anew. What LevelDB cannot open answers nothing. */
async function isStored(endpoint: string, table: string): Promise<boolean> {
  const [found, aside] = await Promise.all(
    [table, asideOf(table)].map((TableName) => callDynamo(endpoint, "DescribeTable", { TableName })),
  );
  return found?.ok === true || aside?.ok === true;
}

function unreadable(table: string): StartError {
  return new StartError(
    ({ fresh, dataDirectory }) =>
      `The table ${table} was here and cannot be read any more: something in dynamodb/ of the data directory is damaged or gone. Put that folder back from a copy, take another directory with ${dataDirectory}, or start with ${fresh} to begin again without the data.`,
  );
}

/** Reads a table's name. */
export function readName(resource: Resource): string {
  return parseResource(Table, resource).name;
}

/** Reads what is declared of a table that dynalite does not know. */
export function readSettings(resource: Resource): TableSettings {
  const { ttl, deletionProtectionEnabled } = parseResource(Table, resource);
  return {
    expiresBy: ttl?.enabled === true ? ttl.attributeName : undefined,
    deletionProtection: deletionProtectionEnabled,
  };
}

/** Reads what a table's items expire by; undefined when they do not. */
export function readExpiring(resource: Resource): Expiring | undefined {
  const { name, hashKey, rangeKey } = parseResource(Table, resource);
  const { expiresBy } = readSettings(resource);
  return expiresBy === undefined
    ? undefined
    : { name, keys: [hashKey, rangeKey].filter((key) => key !== undefined), expiresBy };
}

function toCreateTable(table: v.InferOutput<typeof Table>) {
  const indexes = table.globalSecondaryIndexes.map((index) => ({
    IndexName: index.name,
    KeySchema:
      index.keySchemas === undefined
        ? keySchema(index.hashKey ?? "", index.rangeKey)
        : index.keySchemas.map(({ attributeName, keyType }) => ({ AttributeName: attributeName, KeyType: keyType })),
    Projection: {
      ProjectionType: index.projectionType,
      ...(index.nonKeyAttributes === undefined ? {} : { NonKeyAttributes: index.nonKeyAttributes }),
    },
  }));
  return {
    TableName: table.name,
    BillingMode: table.billingMode,
    AttributeDefinitions: table.attributes.map(({ name, type }) => ({ AttributeName: name, AttributeType: type })),
    KeySchema: keySchema(table.hashKey, table.rangeKey),
    ...(indexes.length > 0 ? { GlobalSecondaryIndexes: indexes } : {}),
  };
}

function keySchema(hashKey: string, rangeKey: string | undefined) {
  const hash = { AttributeName: hashKey, KeyType: "HASH" };
  return rangeKey === undefined ? [hash] : [hash, { AttributeName: rangeKey, KeyType: "RANGE" }];
}

async function waitUntilActive(endpoint: string, table: string): Promise<v.InferOutput<typeof Described>["Table"]> {
  for (;;) {
    const answer = await callDynamo(endpoint, "DescribeTable", { TableName: table });
    if (!answer.ok) throw new Error(`DynamoDB cannot describe table ${table}: ${answer.error} ${answer.message}`);
    const described = v.parse(Described, answer.body).Table;
    if (described.TableStatus === "ACTIVE") return described;
    await wait(MOMENT_MS);
  }
}

function hasSameIndexes(
  stored: v.InferOutput<typeof Described>["Table"],
  declared: ReturnType<typeof toCreateTable>,
): boolean {
  const shape = (indexes: readonly { IndexName: string; KeySchema: unknown }[]): string[] =>
    indexes.map(({ IndexName, KeySchema }) => JSON.stringify([IndexName, KeySchema])).sort();
  return isDeepStrictEqual(shape(stored.GlobalSecondaryIndexes), shape(declared.GlobalSecondaryIndexes ?? []));
}
