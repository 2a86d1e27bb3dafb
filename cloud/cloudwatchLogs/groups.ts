import * as v from "valibot";
import { parseResource, type Resource } from "../graph/graph.ts";
import type { LambdaFunction } from "../lambda/function.ts";
import type { Logs } from "../data/logs.ts";
import type { LogGroups } from "./api.ts";

const GroupInputs = v.object({ name: v.string() });

/** Finds the lines of each log group: the declared ones, and those that Lambda makes for its functions. */
export function realiseLogGroups(
  declared: readonly Resource[],
  functions: readonly LambdaFunction[],
  logs: Logs,
): LogGroups {
  const names = [
    ...declared.map((resource) => parseResource(GroupInputs, resource).name),
    ...functions.map((lambda) => lambda.state().latest.logGroup),
  ];
  return new Map(
    names.map((name) => {
      const sources = functions
        .filter((lambda) => lambda.state().latest.logGroup === name)
        .map((lambda) => lambda.name);
      return [name, () => logs.lines().filter(({ source }) => sources.includes(source))];
    }),
  );
}
