import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup.js";
import { Role } from "@pulumi/aws/iam/role.js";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy.js";
import { Function as LambdaFunction } from "@pulumi/aws/lambda/function.js";
import { FunctionUrl } from "@pulumi/aws/lambda/functionUrl.js";
import * as pulumi from "@pulumi/pulumi";
import { TABLE_SCHEMA } from "../rules/tableSchema.ts";
import type { Variables } from "../rules/environment.ts";
import type { Names } from "./names.ts";
import { policyDocument, trustPolicy, type Statement } from "./policies.ts";

export interface ApiArgs {
  readonly names: Names;
  readonly tableArn: pulumi.Input<string>;
  /** The directory that buildLambda wrote. */
  readonly code: string;
  readonly environment: pulumi.Input<Variables>;
  readonly logRetentionDays: number;
  /** What must be uploaded before this code answers: its waiver page names files of its own slot. */
  readonly after: readonly pulumi.Resource[];
}

/** The calls that lambda/dynamodb makes; tests/infra compares the two. */
const TABLE_ACTIONS = ["BatchGetItem", "DeleteItem", "GetItem", "PutItem", "Query", "UpdateItem"].map(
  (action) => `dynamodb:${action}`,
);

/** Grants the actions the function uses, on its own table, indexes and log group, and nothing else. */
function apiStatements(tableArn: pulumi.Input<string>, logGroupArn: pulumi.Input<string>): Statement[] {
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

/** Computes the function's fixed inputs. */
function functionPlan(names: Names) {
  return {
    name: names.api,
    runtime: "nodejs22.x",
    architectures: ["arm64"],
    handler: "index.handler",
    memorySize: 1024,
    timeout: 15,
    // Text passes our JSON lines through as they are; Lambda's own JSON format would wrap each in another record.
    loggingConfig: { logFormat: "Text", logGroup: names.logGroup },
  };
}

/** The Lambda with its role, log group and IAM-only Function URL. */
export class Api extends pulumi.ComponentResource {
  readonly functionName: pulumi.Output<string>;
  readonly functionArn: pulumi.Output<string>;
  readonly functionUrl: pulumi.Output<string>;

  constructor(name: string, args: ApiArgs, opts?: pulumi.ComponentResourceOptions) {
    super("scc:infra:Api", name, {}, opts);
    const logGroup = this.logGroup(args);
    const { role, policy } = this.role(args, logGroup);
    const lambda = new LambdaFunction(
      "api",
      {
        ...functionPlan(args.names),
        role: role.arn,
        code: new pulumi.asset.FileArchive(args.code),
        environment: { variables: args.environment },
      },
      { parent: this, dependsOn: [policy, logGroup, ...args.after] },
    );
    const url = new FunctionUrl(
      "api",
      { functionName: lambda.name, authorizationType: "AWS_IAM", invokeMode: "BUFFERED" },
      { parent: this },
    );
    this.functionName = lambda.name;
    this.functionArn = lambda.arn;
    this.functionUrl = url.functionUrl;
    this.registerOutputs({ functionName: this.functionName, functionUrl: this.functionUrl });
  }

  private logGroup(args: ApiArgs): LogGroup {
    const plan = { name: args.names.logGroup, retentionInDays: args.logRetentionDays };
    return new LogGroup("api", plan, { parent: this });
  }

  private role(args: ApiArgs, logGroup: LogGroup) {
    // Lambda sends no aws:SourceArn or aws:SourceAccount when it assumes an execution role, so no condition here.
    const trust = trustPolicy("lambda.amazonaws.com");
    const role = new Role("api", { name: args.names.apiRole, assumeRolePolicy: trust }, { parent: this });
    const statements = apiStatements(args.tableArn, logGroup.arn);
    const policy = new RolePolicy(
      "api",
      { name: args.names.apiRole, role: role.name, policy: policyDocument(...statements) },
      { parent: this },
    );
    return { role, policy };
  }
}
