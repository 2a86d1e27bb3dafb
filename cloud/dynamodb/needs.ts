import * as v from "valibot";
import { arnOf } from "../aws/account.ts";
import type { Need } from "../aws/access.ts";

const Input = v.object({
  TableName: v.optional(v.string()),
  IndexName: v.optional(v.string()),
  ResourceArn: v.optional(v.string()),
  RequestItems: v.optional(v.record(v.string(), v.unknown())),
  TransactItems: v.optional(v.array(v.record(v.string(), v.object({ TableName: v.string() })))),
});

/** The actions of a transaction's parts. Source: developer guide, "Transactions", IAM permissions. */
const PARTS: Readonly<Record<string, string>> = {
  Get: "GetItem",
  Put: "PutItem",
  Update: "UpdateItem",
  Delete: "DeleteItem",
  ConditionCheck: "ConditionCheckItem",
};

/**
 * Says what a call of DynamoDB's API needs, item by item in a transaction and table by table in a batch. A call that names no
 * table needs its action on everything. Source: service authorization reference, DynamoDB.
 */
export function needsOf(action: string, input: unknown): Need[] {
  const parsed = v.safeParse(Input, input);
  const { TableName, IndexName, ResourceArn, RequestItems, TransactItems } = parsed.success ? parsed.output : {};
  const need = (of: string, resource: string): Need => ({ action: `dynamodb:${of}`, resource });
  if (TransactItems !== undefined)
    return TransactItems.flatMap((item) =>
      Object.entries(item).map(([part, { TableName: table }]) => need(PARTS[part] ?? part, tableArn(table))),
    );
  if (RequestItems !== undefined) return Object.keys(RequestItems).map((table) => need(action, tableArn(table)));
  if (TableName === undefined) return [need(action, ResourceArn ?? "*")];
  const table = tableArn(TableName);
  return [need(action, IndexName === undefined ? table : `${table}/index/${IndexName}`)];
}

/** The ARN of a table, which a call may name by its ARN as well. */
function tableArn(nameOrArn: string): string {
  return nameOrArn.startsWith("arn:") ? nameOrArn : arnOf("dynamodb", `table/${nameOrArn}`);
}
