import * as pulumi from "@pulumi/pulumi";
import { TABLE_SCHEMA } from "../rules/contract/table.ts";
import type { Statement } from "./policies.ts";

/** The calls that lambda/dynamodb makes; tests/infra compares the two. */
const TABLE_ACTIONS = ["BatchGetItem", "DeleteItem", "GetItem", "PutItem", "Query", "UpdateItem"].map(
  (action) => `dynamodb:${action}`,
);

/** Grants the actions the function uses, on its own table, indexes and log group, and nothing else. */
export function apiStatements(tableArn: pulumi.Input<string>, logGroupArn: pulumi.Input<string>): Statement[] {
  return [
    {
      Effect: "Allow",
      Action: TABLE_ACTIONS,
      Resource: tableArn,
    },
    {
      Effect: "Allow",
      Action: "dynamodb:Query",
      Resource: TABLE_SCHEMA.indexes.map((index) => pulumi.interpolate`${tableArn}/index/${index.name}`),
    },
    {
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
      // The suffix means the streams of this group: IAM knows a log stream's ARN in no other form.
      Resource: pulumi.interpolate`${logGroupArn}:*`,
    },
  ];
}
