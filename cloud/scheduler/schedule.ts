import * as v from "valibot";
import { parseResource, type Resource } from "../graph/graph.ts";
import type { LambdaFunction } from "../lambda/function.ts";
import { resolveVersion } from "../lambda/versions.ts";

const ScheduleInputs = v.object({
  name: v.string(),
  scheduleExpression: v.string(),
  state: v.optional(v.picklist(["ENABLED", "DISABLED"]), "ENABLED"),
  target: v.object({ arn: v.string(), input: v.optional(v.string(), "{}") }),
});

/** A realised schedule; `fire` invokes its target now. */
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

/** Realises a declared schedule as a timer that invokes the declared target with the declared input. */
export function realiseSchedule(resource: Resource, functions: readonly LambdaFunction[]): Schedule {
  const { name, scheduleExpression, state, target } = parseResource(ScheduleInputs, resource);
  const milliseconds = parseRate(scheduleExpression);
  const [lambda, qualifier] = findTarget(functions, target.arn);
  if (lambda === undefined) throw new Error(`The schedule "${name}" invokes ${target.arn}, which is not declared.`);
  const fire = async (): Promise<void> => {
    const input: unknown = JSON.parse(target.input);
    await lambda.invoke(input, qualifier);
  };
  const timer =
    state === "ENABLED"
      ? setInterval(() => {
          void fire();
        }, milliseconds)
      : undefined;
  timer?.unref();
  return {
    name,
    milliseconds,
    fire,
    close: () => {
      clearInterval(timer);
    },
  };
}

function findTarget(
  functions: readonly LambdaFunction[],
  target: string,
): [LambdaFunction | undefined, string | undefined] {
  const lambda = functions.find(({ arn }) => arn === target || target.startsWith(`${arn}:`));
  const qualifier = lambda === undefined || lambda.arn === target ? undefined : target.slice(lambda.arn.length + 1);
  const exists = lambda !== undefined && resolveVersion(lambda.state(), qualifier) !== undefined;
  return [exists ? lambda : undefined, qualifier];
}
