import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { beforeAll, describe, expect, test } from "vitest";
import { captureStack, only, SECRETS, stackConfig, STACKS, type Graph } from "./graph.ts";
import { runProgram } from "./languageHost.ts";
import { CHOICE_LIMITS, retentionDays } from "./limits/choices.ts";
import { breaches, type Limit } from "./limits/limit.ts";
import { NAME_LIMITS } from "./limits/names.ts";
import { SIZE_LIMITS } from "./limits/sizes.ts";
import { adding } from "./policies/change.ts";
import { TYPES } from "./policies/types.ts";
import { textAt, withValueAt } from "./policies/values.ts";
import { Properties } from "./properties.ts";

const LIMITS: readonly Limit[] = [...NAME_LIMITS, ...SIZE_LIMITS, ...CHOICE_LIMITS];
const TITLED = LIMITS.map((limit) => ({ title: `${limit.type} ${limit.path.join(".")}`, limit }));
/** The longest name that the configuration accepts: every derived name is then as long as it can get. */
const LONGEST_STACK = "a".repeat(31);
/** Lambda takes so much in one call; a larger archive needs a bucket. Source: Lambda quotas. */
const UPLOAD_BYTES_MAX = 50 * 1024 * 1024;

describe.each([...STACKS, LONGEST_STACK])("a stack called %s", (stack) => {
  let graph: Graph;
  beforeAll(async () => {
    graph = await captureStack(stack, stackConfig(stack === "prod" ? "prod" : "staging"));
  });

  test.each(TITLED)("$title is what AWS takes", ({ limit }) => {
    expect(breaches(graph, limit)).toEqual([]);
  });

  test("has a known limit for every name it chooses", () => {
    const limited = LIMITS.map(({ type, path }) => `${type} ${path.join(".")}`);
    const named = graph.resources.flatMap(({ type, inputs }) =>
      ["name", "dashboardName", "statementId"].filter((key) => key in inputs).map((key) => `${type} ${key}`),
    );

    expect(named.length).toBeGreaterThan(10);
    expect([...new Set(named)].filter((name) => !limited.includes(name))).toEqual([]);
  });

  test("uploads code that Lambda takes in one call", () => {
    const directory = textAt(only(graph, TYPES.function).inputs, ["code", "path"]);

    const bytes = readdirSync(directory).reduce((sum, file) => sum + statSync(join(directory, file)).size, 0);

    expect(bytes).toBeGreaterThan(100_000);
    expect(bytes).toBeLessThan(UPLOAD_BYTES_MAX);
  });
});

test("a stack's name cannot be longer than that", async () => {
  const run = await runProgram({ stack: `${LONGEST_STACK}a`, config: stackConfig("staging"), secrets: SECRETS });

  expect(run.exitCode).not.toBe(0);
  expect(run.recording.errors.join("\n")).toContain("must be a lower-case letter, then at most 30 letters");
});

test("the SDK still says how long logs can be kept", () => {
  expect(retentionDays()).toEqual(expect.arrayContaining([1, 14, 30, 90, 3653]));
});

describe("a value just outside is refused, by that limit alone, and one just inside is not:", () => {
  const nothing: Graph = {
    run: { exitCode: 0, stderr: "", recording: { registrations: [], outputs: new Map(), errors: [], warnings: [] } },
    stack: "prod",
    config: {},
    resources: [],
    outputs: {},
  };

  test.each(TITLED)("$title", ({ limit }) => {
    const path = limit.path.map((key) => (key === "*" ? 0 : key));
    const complaining = (value: unknown) => {
      const inputs = v.parse(Properties, withValueAt({}, path, value));
      const graph = adding(limit.type, inputs)(nothing);
      return LIMITS.filter((other) => breaches(graph, other).length > 0);
    };

    expect(complaining(limit.rule.inside)).toEqual([]);
    expect(complaining(limit.rule.outside)).toEqual([limit]);
  });
});
