import type { TableDescription } from "@aws-sdk/client-dynamodb";

import { TABLE_SCHEMA } from "../../rules/contract/table.ts";
import { describeNumber } from "../cli/words.ts";
import { ok, problem, warning, type Finding } from "../doctor/finding.ts";
import type { Clients } from "../stack/clients.ts";
import { leaveOut, orUndefined, type Place } from "./place.ts";

/** What is known of a table that exists. */
export interface TableFacts {
  readonly table: TableDescription;
  /** The attribute by which items expire; undefined when none is switched on, or when that could not be read. */
  readonly ttl: string | undefined;
}

/** Reads an existing table; undefined if there is none of that name. */
export async function readTableFacts(clients: Clients, TableName: string): Promise<TableFacts | undefined> {
  const client = await clients.dynamodb();
  const { DescribeTableCommand, DescribeTimeToLiveCommand } = await import("@aws-sdk/client-dynamodb");
  const described = await orUndefined(client.send(new DescribeTableCommand({ TableName })), [
    "ResourceNotFoundException",
  ]);
  if (described?.Table === undefined) return undefined;
  const { TimeToLiveDescription: ttl } = await client.send(new DescribeTimeToLiveCommand({ TableName }));
  return { table: described.Table, ttl: ttl?.TimeToLiveStatus === "ENABLED" ? ttl.AttributeName : undefined };
}

/** Compares an existing table with the one that the program declares. */
export function judgeTable(place: Place, name: string, facts: TableFacts | undefined): Finding[] {
  const check = `table ${name}`;
  const out = leaveOut(place, "table");
  if (facts === undefined) return [problem(check, `is not in ${place.region} of this account.`, out)];
  const replaced = replacementReasons(facts.table);
  if (replaced.length > 0)
    return replaced.map((reason) =>
      problem(check, `would be REPLACED: ${reason}. Keep it out, and restore an export of it:`, out),
    );
  const losses = lossesOf(facts).map((loss) =>
    warning(check, loss, `aws dynamodb describe-table --region ${place.region} --table-name ${name}`),
  );
  const changes = changesOf(facts);
  const holds = `its items stay, ${describeNumber(facts.table.ItemCount ?? 0)} at AWS's last count`;
  if (changes.length === 0) return [ok(check, `same; ${holds}.`), ...losses];
  return [ok(check, `would be changed in place: ${changes.join(", ")}; ${holds}.`), ...losses];
}

/** Keys and local indexes are made with a table and never again. */
function replacementReasons({
  KeySchema,
  AttributeDefinitions,
  LocalSecondaryIndexes = [],
}: TableDescription): string[] {
  const keys = describeKeys(KeySchema);
  const wanted = `${TABLE_SCHEMA.hashKey} and ${TABLE_SCHEMA.rangeKey}`;
  const names: readonly string[] = [TABLE_SCHEMA.hashKey, TABLE_SCHEMA.rangeKey];
  const wrong = (AttributeDefinitions ?? []).find(
    ({ AttributeName = "", AttributeType }) => names.includes(AttributeName) && AttributeType !== "S",
  );
  return [
    ...(keys === wanted ? [] : [`its keys are ${keys}, not ${wanted}`]),
    ...(wrong === undefined ? [] : [`its key ${wrong.AttributeName ?? ""} is no string`]),
    ...(LocalSecondaryIndexes.length === 0
      ? []
      : ["it has local secondary indexes, which the program does not declare"]),
  ];
}

function changesOf({ table, ttl }: TableFacts): string[] {
  const stored = new Map(
    (table.GlobalSecondaryIndexes ?? []).map((index) => [index.IndexName, describeKeys(index.KeySchema)]),
  );
  return [
    // A table that was always on demand or provisioned need not say so; only the summary tells.
    ...(table.BillingModeSummary?.BillingMode === "PAY_PER_REQUEST" ? [] : ["billing to on demand"]),
    ...TABLE_SCHEMA.indexes.flatMap(({ name, hashKey, rangeKey }) => {
      if (!stored.has(name)) return [`index ${name} added`];
      return stored.get(name) === `${hashKey} and ${rangeKey}` ? [] : [`index ${name} made anew`];
    }),
    ...(ttl === TABLE_SCHEMA.ttlAttribute ? [] : [`items expire by ${TABLE_SCHEMA.ttlAttribute}`]),
  ];
}

function lossesOf({ table, ttl }: TableFacts): string[] {
  const declared: readonly (string | undefined)[] = TABLE_SCHEMA.indexes.map(({ name }) => name);
  const others = (table.GlobalSecondaryIndexes ?? []).filter(({ IndexName }) => !declared.includes(IndexName));
  return [
    ...others.map(
      ({ IndexName = "" }) =>
        `would lose its index ${IndexName}, which the program does not declare; who queries it fails then.`,
    ),
    ...(table.StreamSpecification?.StreamEnabled === true
      ? ["would lose its stream; who reads it hears nothing more."]
      : []),
    ...(ttl === undefined || ttl === TABLE_SCHEMA.ttlAttribute
      ? []
      : [
          `lets items expire by ${ttl} now. AWS takes up to an hour between the two, so the update may have to be run twice.`,
        ]),
  ];
}

function describeKeys(schema: TableDescription["KeySchema"] = []): string {
  return schema.map(({ AttributeName = "" }) => AttributeName).join(" and ");
}
