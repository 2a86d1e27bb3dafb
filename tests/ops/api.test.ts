import { GetAliasCommand, LambdaClient, UpdateAliasCommand } from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, expect, test } from "vitest";
import { localSecrets } from "../../local/config.ts";
import type { Graph } from "../../cloud/graph/graph.ts";
import { chooseRollback } from "../../ops/api/plan.ts";
import { moveAlias, type ApiState, type ApiVersion } from "../../ops/api/versions.ts";
import type { Stack } from "../../ops/stack/stack.ts";
import { useOps } from "./support/command.ts";
import { runHere } from "./support/person.ts";
import { buildNamed, openBucket } from "./support/slot.ts";
import { useCloud } from "../support/useCloud.ts";

const { data, local: LOCAL, ops } = useOps();
/** What the next deployment's function has beside what the program declares. */
let variables: Readonly<Record<string, string>> = {};
const cloud = useCloud({ dataDirectory: data, editGraph: withVariables });
let client: LambdaClient;
let first: string;
let second: string;

/** Version 1 is as built, 2 has its waiver page from another slot, 3 cannot reach its table. */
beforeAll(async () => {
  first = String(cloud.graph.outputs["slot"]);
  second = await openBucket(cloud).upload(await buildNamed("second"));
  client = new LambdaClient({
    endpoint: cloud.controlPlaneUrl,
    region: "us-east-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
  for (const next of [{ SITE_SLOT: second }, { TABLE_NAME: "no-such-table" }]) {
    variables = next;
    await cloud.reload();
  }
});

afterAll(() => {
  client.destroy();
});

function withVariables(graph: Graph): Graph {
  const resources = graph.resources.map((resource) =>
    resource.type === "aws:lambda/function:Function"
      ? {
          ...resource,
          inputs: {
            ...resource.inputs,
            environment: { variables: { ...declaredVariables(resource.inputs), ...variables } },
          },
        }
      : resource,
  );
  return { ...graph, resources };
}

function declaredVariables({ environment }: Graph["resources"][number]["inputs"]): object {
  if (typeof environment === "object" && environment !== null && "variables" in environment)
    return environment.variables ?? {};
  throw new Error("The program declares a function without variables.");
}

const alias = () => ({ FunctionName: String(cloud.graph.outputs["functionName"]), Name: "live" });

async function liveVersion(): Promise<string | undefined> {
  return (await client.send(new GetAliasCommand(alias()))).FunctionVersion;
}

async function setLive(version: string): Promise<void> {
  await client.send(new UpdateAliasCommand({ ...alias(), FunctionVersion: version }));
}

test("api versions lists what was published, and nothing of its environment but the slot", async () => {
  await setLive("3");
  const listed = await ops(["api", "versions", ...LOCAL]);
  const asJson = await ops(["api", "versions", ...LOCAL, "--json"]);
  expect([listed.code, listed.err]).toEqual([0, ""]);
  const published = String.raw`\d{4}-\d\d-\d\d \d\d:\d\d UTC  (just now|\d+ min ago)`;
  expect(listed.out).toMatch(
    new RegExp(
      String.raw`^VERSION  PUBLISHED .*\n +3  ${published}  ${first}  \S{12}  live\n +2  ${published}  ${second}  \S{12}  previous\n +1  ${published}  ${first}  \S{12}\n$`,
    ),
  );
  expect(JSON.parse(asJson.out)).toMatchObject([
    { version: "3", live: true },
    { version: "2", previous: true },
    { version: "1", live: false, previous: false },
  ]);
  for (const secret of [...Object.values(localSecrets()), "no-such-table"])
    expect(listed.out + asJson.out).not.toContain(secret);
});

test("a broken API is rolled back to the version before it; going forward to it again takes itself back", async () => {
  await setLive("3");
  const back = await ops(["api", "rollback", ...LOCAL, "--yes"]);
  expect(back.err).toMatch(/live now {2}version 3 {2}published .*\n {2}then {6}version 2 {2}published/);
  expect(back.err).toMatch(/What is live fails \d+ checks? of the smoke test already:\n {2}✗ the function is up/);
  expect(back).toMatchObject({
    code: 0,
    out: expect.stringMatching(
      /^Version 2 of the API is live on local\. All \d+ checks of the smoke test hold\.\nBack to version 3: npm run ops -- api rollback 3 --stack local\n$/,
    ) as string,
  });
  expect(await liveVersion()).toBe("2");
  expect(await (await fetch(`${cloud.url}/api/health`)).json()).toMatchObject({ status: "ok", slot: second });

  const forth = await runHere(["api", "rollback", "3", ...LOCAL, "--yes"]);
  expect([forth.code, await liveVersion()]).toEqual([1, "2"]);
  expect(forth.out).toMatch(
    /^Version 3 of the API did not prove itself on local:\n {2}✗ the function is up[^]+\nVersion 2 is live again\.\n$/,
  );
  expect(await (await fetch(`${cloud.url}/api/health`)).json()).toMatchObject({ status: "ok", slot: second });
});

test("slots shows which builds the API's versions need, so that prune keeps them", async () => {
  await setLive("3");
  const { out } = await runHere(["slots", ...LOCAL]);
  expect(out).toMatch(new RegExp(`^${first} .*  live, API, built$`, "m"));
  expect(out).toMatch(new RegExp(`^${second} .*  API rollback$`, "m"));
});

test.each([
  ["whose answer was lost", 1],
  ["that never arrived at first", 0],
])("a move of the alias %s is one's own in the end", async (_case, arrives) => {
  await setLive("2");
  const { RevisionId: revisionId = "" } = await client.send(new GetAliasCommand(alias()));
  let sent = 0;
  const losing = {
    send: async (command: GetAliasCommand | UpdateAliasCommand) => {
      if (command instanceof GetAliasCommand) return client.send(command);
      sent += 1;
      if (sent > 1) return client.send(command);
      if (arrives === 1) await client.send(command);
      throw Object.assign(new Error("socket hang up"), { code: "ECONNRESET" });
    },
  };
  const stack = {
    output: () => alias().FunctionName,
    lambda: () => Promise.resolve(losing),
  } as unknown as Stack;
  const moved = await moveAlias(stack, "1", revisionId);
  expect(moved).toEqual({ revisionId: (await client.send(new GetAliasCommand(alias()))).RevisionId });
  expect(await liveVersion()).toBe("1");
  await setLive("2");
  expect(await moveAlias(stack, "1", "another revision")).toBe("changed");
});

test("of two operators the slower one is refused and told which version is live now", async () => {
  await setLive("3");
  const slower = await runHere(["api", "rollback", ...LOCAL], async () => {
    await setLive("1");
    return "yes";
  });
  expect([slower.code, slower.out, await liveVersion()]).toEqual([1, "", "1"]);
  expect(slower.err).toContain(
    "Somebody else has moved the API of local meanwhile: version 1 is live now, it was 3. Nothing was changed.",
  );
});

test("a preview, a no and nobody to ask change nothing", async () => {
  await setLive("2");
  const outcomes = [
    await runHere(["api", "rollback", ...LOCAL, "--preview"]),
    await runHere(["api", "rollback", ...LOCAL], () => Promise.resolve("no")),
    await runHere(["api", "rollback", ...LOCAL]),
  ];
  expect(outcomes.map(({ code, out }) => [code, out])).toEqual([
    [0, ""],
    [1, ""],
    [1, ""],
  ]);
  for (const { err } of outcomes)
    expect(err).toMatch(/Move the API of local[^]+then +version 1[^]+Nothing was changed/);
  expect(await liveVersion()).toBe("2");
});

test("what cannot be rolled back to is refused with the reason", async () => {
  await setLive("1");
  const lines = [
    ["api", "rollback"],
    ["api", "rollback", "9"],
    ["api", "rollback", "one"],
    ["api", "rollback", "1"],
  ];
  const outcomes = [];
  for (const line of lines) outcomes.push(await runHere([...line, ...LOCAL, "--yes"]));
  await openBucket(cloud).remove(second, "waiver.js");
  outcomes.push(await runHere(["api", "rollback", "2", ...LOCAL, "--yes"]));
  const versions = await runHere(["api", "versions", ...LOCAL]);
  await openBucket(cloud).upload(await buildNamed("second"));

  expect(outcomes.map(({ code, out, err }) => [code, out + (err.split(" See npm")[0] ?? "")])).toEqual([
    [1, "The API of local stays as it is: there is no version older than 1, which is live.\n"],
    [1, "The API of local stays as it is: there is no version 9; api versions lists them.\n"],
    [2, '"one" is not a version: a number, as api versions lists them.'],
    [0, "Version 1 of the API is live on local already.\n"],
    [
      1,
      `The API of local stays as it is: version 2 cannot run: slot ${second} of its waiver page is incomplete or gone.\n`,
    ],
  ]);
  expect(versions.out).toMatch(new RegExp(`^ +2 .*  slot ${second} of its waiver page is incomplete or gone$`, "m"));
});

const [A, B] = ["aaaaaaaaaaaa", "bbbbbbbbbbbb"];

function version(number: number, about: Partial<ApiVersion> = {}): ApiVersion {
  return { version: String(number), publishedAt: new Date(0), slot: A, codeHash: "", failed: false, ...about };
}

function api(live: string, ...versions: readonly ApiVersion[]): ApiState {
  return { versions, liveVersion: live, live: versions.find((one) => one.version === live), revisionId: "r" };
}

test.each<[string, ApiState, string]>([
  ["the one right before the live one", api("3", version(1), version(2), version(3), version(4)), "2"],
  ["by number, not by text", api("10", version(2), version(9), version(10)), "9"],
  ["not one that failed", api("3", version(1), version(2, { failed: true }), version(3)), "1"],
  ["not one whose slot is gone", api("3", version(1), version(2, { slot: B }), version(3)), "1"],
  ["not one that another program deployed", api("3", version(1), version(2, { slot: undefined }), version(3)), "1"],
])("a rollback of the API goes to %s", (_case, state, expected) => {
  expect(chooseRollback(state, new Set([A]))).toMatchObject({ possible: true, to: { version: expected } });
});

test("a rollback of the API says when older versions are there and none can run", () => {
  expect(chooseRollback(api("2", version(1, { failed: true }), version(2)), new Set([A]))).toMatchObject({
    possible: false,
    reason: "no version older than 2, which is live, can still run; api versions says why",
  });
});
