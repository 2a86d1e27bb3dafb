import { Role } from "@pulumi/aws/iam/role.js";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy.js";
import { Schedule } from "@pulumi/aws/scheduler/schedule.js";
import * as pulumi from "@pulumi/pulumi";
import { SWEEP_EVENT } from "../rules/contract/tasks.ts";
import type { Names } from "./names.ts";
import { policyDocument, trustPolicy } from "./policies.ts";

export interface OutboxScheduleArgs {
  readonly names: Names;
  /** The live alias: a sweep runs the version that also answers requests. */
  readonly aliasArn: pulumi.Input<string>;
  readonly accountId: pulumi.Input<string>;
  readonly region: pulumi.Input<string>;
}

/** Computes the schedule's fixed inputs. */
function schedulePlan(names: Names) {
  return {
    name: names.outbox,
    groupName: "default",
    scheduleExpression: "rate(1 minute)",
    flexibleTimeWindow: { mode: "OFF" },
  };
}

/** Calls the live version every minute, through a role that may do only that. */
export class OutboxSchedule extends pulumi.ComponentResource {
  constructor(name: string, args: OutboxScheduleArgs, opts?: pulumi.ComponentResourceOptions) {
    super("scc:infra:OutboxSchedule", name, {}, opts);
    const role = this.createRole(args);
    new Schedule(
      "outbox",
      {
        ...schedulePlan(args.names),
        target: {
          arn: args.aliasArn,
          roleArn: role.arn,
          input: JSON.stringify(SWEEP_EVENT),
          // The next minute sweeps again: a late repeat would only add load while something is down.
          retryPolicy: { maximumRetryAttempts: 0, maximumEventAgeInSeconds: 60 },
        },
      },
      { parent: this },
    );
    this.registerOutputs({});
  }

  private createRole(args: OutboxScheduleArgs): Role {
    const trust = trustPolicy("scheduler.amazonaws.com", {
      "aws:SourceAccount": args.accountId,
      // Scheduler names the schedule's group, not the schedule. Source: EventBridge Scheduler, confused deputy.
      "aws:SourceArn": pulumi.interpolate`arn:aws:scheduler:${args.region}:${args.accountId}:schedule-group/default`,
    });
    const role = new Role("outbox", { name: args.names.outboxRole, assumeRolePolicy: trust }, { parent: this });
    const invoke = policyDocument({ Effect: "Allow", Action: "lambda:InvokeFunction", Resource: args.aliasArn });
    new RolePolicy("outbox", { name: args.names.outboxRole, role: role.name, policy: invoke }, { parent: this });
    return role;
  }
}
