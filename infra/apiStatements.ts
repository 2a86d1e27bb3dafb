import * as pulumi from "@pulumi/pulumi";
import { TABLE_SCHEMA } from "../rules/contract/table.ts";
import type { Statement } from "./policies.ts";

/** The calls that lambda/dynamodb makes; tests/infra compares the two. */
const TABLE_ACTIONS = ["BatchGetItem", "DeleteItem", "GetItem", "PutItem", "Query", "UpdateItem"].map(
  (action) => `dynamodb:${action}`,
);

export interface ApiResources {
  readonly tableArn: pulumi.Input<string>;
  readonly logGroupArn: pulumi.Input<string>;
  /** The function's own live alias. */
  readonly aliasArn: pulumi.Input<string>;
}

/** Grants the actions the function uses, on its own table, indexes, log group and alias, and nothing else. */
export function apiStatements({ tableArn, logGroupArn, aliasArn }: ApiResources): Statement[] {
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
    {
      // A request asks the version that is live to send the mail it has written.
      Effect: "Allow",
      Action: "lambda:InvokeFunction",
      Resource: aliasArn,
    },
  ];
}
