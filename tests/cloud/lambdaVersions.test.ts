import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, expect, test } from "vitest";
import * as v from "valibot";
import type { Graph } from "../../cloud/graph/graph.ts";
import {
  changeAlias,
  deploy,
  resolveVersion,
  type Configuration,
  type FunctionState,
} from "../../cloud/lambda/versions.ts";
import { REAL_CLOCK } from "../../cloud/clock/clock.ts";
import { openStorage, type Storage } from "../../cloud/realise/storage.ts";
import { declare, runGraph, type Running, type SmallSystem } from "./support/graph.ts";
import { declareReleasedSystem, edit } from "./support/lambda.ts";

const CONFIGURATION: Configuration = {
  code: "dist/lambda/a",
  codeSha256: "a",
  codeSize: 1,
  description: "",
  handler: "index.handler",
  runtime: "nodejs22.x",
  architectures: ["arm64"],
  role: "role",
  memorySize: 128,
  timeout: 3,
  variables: { COMPANY: "Windward" },
  logGroup: "/aws/lambda/api",
};
const LIVE = { name: "live", description: "", functionVersion: undefined };

let ids = 0;
const change = { now: new Date("2026-11-23T09:00:00.000Z"), newId: () => String((ids += 1)) };

function deployed(before: FunctionState | undefined, configuration: Partial<Configuration> = {}): FunctionState {
  return deploy(
    before,
    { configuration: { ...CONFIGURATION, ...configuration }, publish: true, aliases: [LIVE] },
    change,
  );
}

function moved(state: FunctionState, functionVersion: string): FunctionState {
  return { ...state, aliases: state.aliases.map((alias) => changeAlias(alias, { functionVersion }, change.newId)) };
}

const numbers = ({ versions }: FunctionState): string[] => versions.map(({ version }) => version);
const live = (state: FunctionState): string | undefined => resolveVersion(state, "live")?.version;

test.each<[string, Partial<Configuration>]>([
  ["code", { codeSha256: "b", code: "dist/lambda/b" }],
  ["environment", { variables: { COMPANY: "Leeward" } }],
  ["memory", { memorySize: 256 }],
  ["timeout", { timeout: 4 }],
])(
  "a change of %s publishes the next version and moves the alias to it; the version before stays as it was",
  (_what, difference) => {
    const first = deployed(undefined);
    const second = deployed(first, difference);
    expect([numbers(first), live(first)]).toEqual([["1"], "1"]);
    expect([numbers(second), live(second)]).toEqual([["1", "2"], "2"]);
    expect(second.versions[0]).toEqual(first.versions[0]);
  },
);

test("an unchanged deployment publishes nothing and changes nothing", () => {
  const first = deployed(undefined);
  expect(deployed(first)).toEqual(first);
});

test("a rollback survives unchanged deployments, and the next change is released over it", () => {
  const rolledBack = moved(deployed(deployed(undefined), { timeout: 4 }), "1");
  const again = deployed(rolledBack, { timeout: 4 });
  const next = deployed(again, { timeout: 5 });
  expect([live(rolledBack), live(again), live(next)]).toEqual(["1", "1", "3"]);
  expect(again.aliases).toEqual(rolledBack.aliases);
});

test("going back to an older configuration is a new version: numbers are never used twice", () => {
  const back = deployed(deployed(deployed(undefined), { timeout: 4 }));
  expect([numbers(back), live(back)]).toEqual([["1", "2", "3"], "3"]);
});

test("the same bytes at another place are the same version, which then runs from there", () => {
  const second = deployed(deployed(undefined), { code: "elsewhere/a" });
  expect(second.versions.map(({ version, code }) => [version, code])).toEqual([["1", "elsewhere/a"]]);
});

test("an alias of a version that does not exist is an error that names both", () => {
  const aliases = [{ ...LIVE, functionVersion: "7" }];
  expect(() => deploy(undefined, { configuration: CONFIGURATION, publish: true, aliases }, change)).toThrow(
    'The alias "live" is declared for version 7',
  );
});

test("whatever is deployed and moved, versions never change and the newest is what was deployed last", () => {
  const step = fc.record({ timeout: fc.integer({ min: 1, max: 3 }), rollback: fc.boolean() });
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), (steps) => {
      let state: FunctionState | undefined;
      for (const { timeout, rollback } of steps) {
        const next: FunctionState = deployed(state, { timeout });
        expect(next.versions.slice(0, state?.versions.length ?? 0)).toEqual(state?.versions ?? []);
        expect(next.versions.at(-1)).toMatchObject({ timeout, version: String(next.versions.length) });
        state = rollback ? moved(next, "1") : next;
      }
    }),
  );
});

const Report = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ message: v.string(), version: v.string(), arn: v.string(), variable: v.string() }),
);
const REPORT = `export const handler = async (event, context) => {
  await new Promise((r) => setTimeout(r, event.rawPath === "/api/slow" ? 500 : 0));
  return { statusCode: 200, body: JSON.stringify({ message: process.env.MESSAGE, version: context.functionVersion,
    arn: context.invokedFunctionArn, variable: process.env.AWS_LAMBDA_FUNCTION_VERSION }) };
};`;
const ARN = "arn:aws:lambda:us-east-1:123456789012:function:api";

const running: Running[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((system) => system.close()));
});

const released = (message: string, system: SmallSystem = {}): Promise<Graph> =>
  declareReleasedSystem({ handler: REPORT, variables: { MESSAGE: message }, ...system });

async function start(graph: Graph, storage?: Storage): Promise<Running> {
  const system = await runGraph(graph, storage);
  running.push(system);
  return system;
}

/** The only function, which UpdateAlias moves; tests/cloud/lambdaApi.test.ts does so through the API. */
function moveLive({ realised }: Running, functionVersion: string): Promise<undefined> {
  const [lambda] = realised.functions;
  if (lambda === undefined) throw new Error("no function");
  return lambda.change((state) => [moved(state, functionVersion), undefined]);
}

test("a request runs the version behind the URL's alias and is told so", async () => {
  const { request } = await start(await released("one"));
  const report = v.parse(Report, (await request("/api/x")).text);
  expect(report).toEqual({ message: "one", version: "1", arn: `${ARN}:live`, variable: "1" });
});

test("moving the alias changes which code answers, while a request under way ends on the version it began on", async () => {
  const storage = openStorage(undefined, REAL_CLOCK);
  await (await start(await released("one"), storage)).realised.close();
  const system = await start(await released("two"), storage);
  const slow = system.request("/api/slow");
  await system.request("/api/x");
  await moveLive(system, "1");
  const quick = await system.request("/api/x");
  expect(v.parse(Report, quick.text)).toMatchObject({ message: "one", version: "1" });
  expect(v.parse(Report, (await slow).text)).toMatchObject({ message: "two", version: "2" });
});

test("the version that an alias leaves is ended: when the alias comes back it starts afresh", async () => {
  const counter =
    "let n = 0;\nexport const handler = async () => { n += 1; return { statusCode: 200, body: String(n) }; };";
  const storage = openStorage(undefined, REAL_CLOCK);
  await (await start(await released("one", { handler: counter }), storage)).realised.close();
  const system = await start(await released("two", { handler: counter }), storage);
  await system.request("/api/x");
  const warm = await system.request("/api/x");
  await moveLive(system, "1");
  await moveLive(system, "2");
  const again = await system.request("/api/x");
  expect([warm.text, again.text]).toEqual(["2", "1"]);
});

test("versions and a rollback outlive the process, kept in the data directory", async () => {
  const directory = mkdtempSync(join(tmpdir(), "scc-versions-"));
  await (await start(await released("one"), openStorage(directory, REAL_CLOCK))).realised.close();
  const graph = await released("two");
  const second = await start(graph, openStorage(directory, REAL_CLOCK));
  await moveLive(second, "1");
  await second.realised.close();
  const third = await start(graph, openStorage(directory, REAL_CLOCK));
  const answer = await third.request("/api/x");
  rmSync(directory, { recursive: true });
  expect(v.parse(Report, answer.text)).toMatchObject({ message: "one", version: "1" });
  expect(third.realised.functions[0]?.state().versions).toHaveLength(2);
});

test("a version whose code was deleted answers 502 and its log says why and what to do", async () => {
  const storage = openStorage(undefined, REAL_CLOCK);
  const first = await released("one");
  await (await start(first, storage)).realised.close();
  const system = await start(await released("two", { handler: `${REPORT}\n// another build` }), storage);
  const code = system.realised.functions[0]?.state().versions[0]?.code ?? "";
  rmSync(code, { recursive: true });
  await moveLive(system, "1");
  const response = await system.request("/api/x");
  expect(response.status).toBe(502);
  expect(
    system.logs
      .lines()
      .map(({ text }) => text)
      .join("\n"),
  ).toContain(`The code of version 1 is no longer in ${code}. Move the alias`);
});

test("a permission on the function without the alias does not open the alias's URL", async () => {
  const unqualified = edit(await released("one"), "lambda/permission:Permission", { qualifier: undefined });
  const { request } = await start(unqualified);
  const response = await request("/api/x");
  expect([response.status, response.headers["x-amzn-errortype"]]).toEqual([403, "AccessDeniedException"]);
});

test("a URL at an alias that is not declared stops the start", async () => {
  const graph = edit(await released("one"), "lambda/functionUrl:FunctionUrl", { qualifier: "canary" });
  await expect(runGraph(graph)).rejects.toThrow(
    'The Function URL "api" belongs to the alias canary, which is not declared.',
  );
});

test("a schedule that targets the alias runs the version behind it", async () => {
  const graph = await released("one", {
    handler:
      "export const handler = async (event, context) => { console.log(`${event.task} on ${context.functionVersion}`); };",
  });
  const schedule = await declare("scheduler/schedule:Schedule", "sweep", {
    scheduleExpression: "rate(1 hour)",
    target: { arn: `${ARN}:live`, roleArn: "role", input: JSON.stringify({ task: "sweep" }) },
  });
  const role = await declare("iam/role:Role", "role", {
    assumeRolePolicy: { Statement: { Effect: "Allow", Action: "sts:AssumeRole", Principal: "*" } },
    managedPolicyArns: ["arn:aws:iam::aws:policy/service-role/AWSLambdaRole"],
  });
  const { realised, logs } = await start({ ...graph, resources: [...graph.resources, schedule, role] });
  await realised.schedules[0]?.fire();
  await expect.poll(() => logs.lines().map(({ text }) => text)).toContain("sweep on 1");
});
