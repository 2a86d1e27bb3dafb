import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup.js";
import { Role } from "@pulumi/aws/iam/role.js";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy.js";
import { Alias } from "@pulumi/aws/lambda/alias.js";
import { Function as LambdaFunction } from "@pulumi/aws/lambda/function.js";
import { FunctionEventInvokeConfig } from "@pulumi/aws/lambda/functionEventInvokeConfig.js";
import { FunctionUrl } from "@pulumi/aws/lambda/functionUrl.js";
import * as pulumi from "@pulumi/pulumi";
import { COMPONENT_TYPES } from "../rules/contract/components.ts";
import { LIVE_ALIAS } from "../rules/contract/function.ts";
import { DELIVER_RETRIES } from "../rules/contract/tasks.ts";
import type { Variables } from "../rules/stack/mergeEnvironment.ts";
import { FUNCTION_PLAN } from "../rules/stack/functionPlan.ts";
import { apiStatements } from "./apiStatements.ts";
import type { Names } from "./names.ts";
import { policyDocument, trustPolicy } from "./policies.ts";
import { importOption } from "./importOption.ts";

export interface ApiArgs {
  readonly names: Names;
  readonly tableArn: pulumi.Input<string>;
  readonly accountId: pulumi.Input<string>;
  readonly region: pulumi.Input<string>;
  /** The directory that buildLambda wrote. */
  readonly code: string;
  readonly environment: pulumi.Input<Variables>;
  readonly logRetentionDays: number;
  /** The function that is taken over; a new one is created when not given. */
  readonly adopted?: string | undefined;
  /** What must be uploaded before this code answers: its waiver page names files of its own slot. */
  readonly after: readonly pulumi.Resource[];
}

/** Computes the function's fixed inputs. */
function functionPlan(names: Names) {
  return {
    name: names.api,
    ...FUNCTION_PLAN,
    architectures: [...FUNCTION_PLAN.architectures],
    // Every change of code or environment becomes a version, which stays; see docs/decisions/0009.
    publish: true,
    // Text passes our JSON lines through as they are; Lambda's own JSON format would wrap each in another record.
    loggingConfig: { logFormat: "Text", logGroup: names.logGroup },
  };
}

/** The Lambda with its role and log group, the alias that says which version is live, and the alias's IAM-only URL. */
export class Api extends pulumi.ComponentResource {
  readonly functionName: pulumi.Output<string>;
  /** What callers address; the function's unpublished state is nobody's business. */
  readonly aliasName: pulumi.Output<string>;
  readonly aliasArn: pulumi.Output<string>;
  readonly functionUrl: pulumi.Output<string>;

  constructor(name: string, args: ApiArgs, opts?: pulumi.ComponentResourceOptions) {
    super(COMPONENT_TYPES.function, name, {}, opts);
    const logGroup = this.createLogGroup(args);
    const { role, policy } = this.createRole(args, logGroup);
    const lambda = new LambdaFunction(
      "api",
      {
        ...functionPlan(args.names),
        role: role.arn,
        code: new pulumi.asset.FileArchive(args.code),
        environment: { variables: args.environment },
      },
      { parent: this, dependsOn: [policy, logGroup, ...args.after], ...importOption(args.adopted) },
    );
    const live = this.createAlias(lambda);
    this.limitRetries(live);
    const url = new FunctionUrl(
      "api",
      { functionName: lambda.name, qualifier: live.name, authorizationType: "AWS_IAM", invokeMode: "BUFFERED" },
      { parent: this },
    );
    this.functionName = lambda.name;
    this.aliasName = live.name;
    this.aliasArn = live.arn;
    this.functionUrl = url.functionUrl;
    this.registerOutputs({ functionName: this.functionName, functionUrl: this.functionUrl });
  }

  /**
   * Points the alias to the version that this update published. An operator's rollback survives the next update unless
   * that publishes a version: Pulumi compares with the input it remembers, not with AWS (`--refresh` does, and undoes it).
   */
  private createAlias(lambda: LambdaFunction): Alias {
    const plan = { name: LIVE_ALIAS, functionName: lambda.name, functionVersion: lambda.version };
    return new Alias("live", plan, { parent: this });
  }

  /** What a request asks the function to do later is not tried again by Lambda: the sweep does what was not done. */
  private limitRetries(live: Alias): void {
    new FunctionEventInvokeConfig(
      "live",
      {
        functionName: live.functionName,
        qualifier: live.name,
        maximumRetryAttempts: DELIVER_RETRIES.attempts,
        maximumEventAgeInSeconds: DELIVER_RETRIES.ageSeconds,
      },
      { parent: this },
    );
  }

  private createLogGroup(args: ApiArgs): LogGroup {
    const plan = { name: args.names.logGroup, retentionInDays: args.logRetentionDays };
    return new LogGroup("api", plan, { parent: this });
  }

  private createRole(args: ApiArgs, logGroup: LogGroup) {
    // Lambda sends no aws:SourceArn or aws:SourceAccount when it assumes an execution role, so no condition here.
    const trust = trustPolicy("lambda.amazonaws.com");
    const role = new Role("api", { name: args.names.apiRole, assumeRolePolicy: trust }, { parent: this });
    const { region, accountId, names } = args;
    const statements = apiStatements({
      tableArn: args.tableArn,
      logGroupArn: logGroup.arn,
      // By its name: the alias is of the function, which comes after its role.
      aliasArn: pulumi.interpolate`arn:aws:lambda:${region}:${accountId}:function:${names.api}:${LIVE_ALIAS}`,
    });
    const policy = new RolePolicy(
      "api",
      { name: args.names.apiRole, role: role.name, policy: policyDocument(...statements) },
      { parent: this },
    );
    return { role, policy };
  }
}
