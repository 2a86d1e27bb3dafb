import * as v from "valibot";
import { explainRefusal } from "../aws/access.ts";
import { ACCOUNT_ID, arnOf } from "../aws/account.ts";
import type { Clock } from "../clock/clock.ts";
import { parseResource, type Resource } from "../graph/graph.ts";
import type { Roles } from "../iam/roles.ts";
import type { Invocable } from "../lambda/asyncInvocations.ts";
import { resolveVersion } from "../lambda/versions.ts";

const ScheduleInputs = v.object({
  name: v.string(),
  scheduleExpression: v.string(),
  state: v.optional(v.picklist(["ENABLED", "DISABLED"]), "ENABLED"),
  groupName: v.optional(v.string(), "default"),
  target: v.object({ arn: v.string(), roleArn: v.string(), input: v.optional(v.string(), "{}") }),
});

/** A realised schedule; `fire` invokes its target now, and fails when its role may not. */
export interface Schedule {
  name: string;
  milliseconds: number;
  fire(): Promise<void>;
  close(): void;
}

const UNITS: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** Reads `rate(value unit)` as milliseconds; any other expression is an error that names it. */
export function parseRate(expression: string): number {
  const match = /^rate\((\d+) (minute|hour|day)(s?)\)$/.exec(expression);
  const value = Number(match?.[1] ?? 0);
  // EventBridge itself insists on "1 minute" and "2 minutes".
  const isPluralRight = (match?.[3] === "s") === (value !== 1);
  if (match === null || value < 1 || !isPluralRight)
    throw new Error(`The local cloud does not know the schedule ${expression}.`);
  return value * (UNITS[match[2] ?? ""] ?? 0);
}

/** What schedules stand on. */
export interface ScheduleGround {
  functions: readonly Invocable[];
  roles: Roles;
  clock: Clock;
}

/**
 * Realises a declared schedule as a timer that invokes the declared target with the declared input, as its role may. It does so
 * asynchronously, as Scheduler does: what fails is tried again as the function declares.
 */
export function realiseSchedule(resource: Resource, { functions, roles, clock }: ScheduleGround): Schedule {
  const { name, scheduleExpression, state, target, groupName } = parseResource(ScheduleInputs, resource);
  const milliseconds = parseRate(scheduleExpression);
  const [lambda, qualifier] = findTarget(functions, target.arn);
  if (lambda === undefined) throw new Error(`The schedule "${name}" invokes ${target.arn}, which is not declared.`);
  requireTrust(target.roleArn, groupName, roles);
  const principal = roles.assume(target.roleArn, name);
  const fire = async (): Promise<void> => {
    const refusal = explainRefusal(principal, { action: "lambda:InvokeFunction", resource: target.arn });
    if (refusal !== undefined) throw new Error(refusal);
    const input: unknown = JSON.parse(target.input);
    await lambda.later.handle(input, qualifier);
  };
  const timer = state === "ENABLED" ? clock.every(milliseconds, fire) : undefined;
  return {
    name,
    milliseconds,
    fire,
    close: () => {
      timer?.cancel();
    },
  };
}

/** Scheduler names a schedule's group to the role, not the schedule. Source: EventBridge Scheduler, confused deputy. */
function requireTrust(role: string, groupName: string, roles: Roles): void {
  const context = {
    "aws:SourceAccount": ACCOUNT_ID,
    "aws:SourceArn": arnOf("scheduler", `schedule-group/${groupName}`),
  };
  if (!roles.trusts(role, { service: "scheduler.amazonaws.com", context }))
    throw new Error(`The execution role you provide must allow AWS EventBridge Scheduler to assume the role: ${role}`);
}

function findTarget(functions: readonly Invocable[], target: string): [Invocable | undefined, string | undefined] {
  const lambda = functions.find(({ arn }) => arn === target || target.startsWith(`${arn}:`));
  const qualifier = lambda === undefined || lambda.arn === target ? undefined : target.slice(lambda.arn.length + 1);
  const exists = lambda !== undefined && resolveVersion(lambda.state(), qualifier) !== undefined;
  return [exists ? lambda : undefined, qualifier];
}
