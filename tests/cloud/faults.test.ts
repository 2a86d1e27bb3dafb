import { DynamoDBClient, PutItemCommand, ScanCommand } from "@aws-sdk/client-dynamodb";
import { InvokeCommand } from "@aws-sdk/client-lambda";
import { expect, test } from "vitest";
import { startCloud } from "../../cloud/cloud.ts";
import type { Fate, FunctionCall } from "../../cloud/dynamodb/faults.ts";
import { declare, declareSmallSystem } from "./support/graph.ts";
import { openLambda } from "./support/lambda.ts";

/** Puts a, b and c one after the other, and answers what the table answered to each. */
const HANDLER = `const put = (id) => fetch(process.env.AWS_ENDPOINT_URL_DYNAMODB, {
  method: "POST",
  headers: {
    "x-amz-target": "DynamoDB_20120810.PutItem",
    authorization: "AWS4-HMAC-SHA256 Credential=" + process.env.AWS_ACCESS_KEY_ID + "/x/us-east-1/dynamodb/aws4_request",
  },
  body: JSON.stringify({ TableName: "guests", Item: { guest: { S: id } } }),
});
export const handler = async ({ together }) => {
  const ids = ["a", "b", "c"];
  if (together) return (await Promise.all(ids.map(put))).map(({ status }) => status);
  const statuses = [];
  for (const id of ids) statuses.push((await put(id)).status);
  return statuses;
};`;

interface Run {
  /** What each invocation answered: the function's value, or how it failed. */
  answers: string[];
  guests: (string | undefined)[];
  calls: FunctionCall[];
  log: string;
}

/** Runs the function so often, while every table call meets the fate that the test decides by its number, from 1. */
async function run(fateOf: (call: number) => Fate, invocations = 1, event: object = {}): Promise<Run> {
  const calls: FunctionCall[] = [];
  const small = await declareSmallSystem({ handler: HANDLER });
  const resources = [
    ...small.resources,
    await declare("dynamodb/table:Table", "guests", { attributes: [{ name: "guest", type: "S" }], hashKey: "guest" }),
    await declare("iam/role:Role", "role", {
      assumeRolePolicy: { Statement: { Effect: "Allow", Action: "sts:AssumeRole", Principal: "*" } },
      managedPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"],
    }),
  ];
  const cloud = await startCloud({
    project: "small",
    stack: "dev",
    root: import.meta.dirname,
    program: () => Promise.resolve({}),
    editGraph: () => ({ ...small, resources }),
    faults: {
      onTableCall: (call) => {
        calls.push(call);
        return fateOf(calls.length);
      },
    },
  });
  const common = { region: "us-east-1", credentials: { accessKeyId: "local", secretAccessKey: "local" } };
  const tables = new DynamoDBClient({ ...common, endpoint: cloud.table.endpoint, maxAttempts: 1 });
  const lambda = openLambda(cloud.controlPlaneUrl);
  const answers: string[] = [];
  for (let invocation = 0; invocation < invocations; invocation += 1) {
    const Payload = new TextEncoder().encode(JSON.stringify(event));
    const answer = await lambda.send(new InvokeCommand({ FunctionName: "api", Payload }));
    answers.push(answer.Payload?.transformToString() ?? "");
  }
  const { Items = [] } = await tables.send(new ScanCommand({ TableName: "guests" }));
  // An operator's calls meet no fate.
  await tables.send(new PutItemCommand({ TableName: "guests", Item: { guest: { S: "d" } } }));
  tables.destroy();
  lambda.destroy();
  await cloud.close();
  return {
    answers,
    guests: Items.map(({ guest }) => guest?.S).sort(),
    calls,
    log: cloud.logs
      .lines()
      .map(({ text }) => text)
      .join("\n"),
  };
}

const KILLED = '{"errorMessage":"signal: killed"}';
const on = (number: number, fate: Fate) => (call: number) => (call === number ? fate : "proceed");

test("every call of a function is shown before it is made, in order, and no operator's", async () => {
  const { calls, answers, guests } = await run(() => "proceed", 2);
  expect(answers).toEqual(["[200,200,200]", "[200,200,200]"]);
  expect(guests).toEqual(["a", "b", "c"]);
  expect(calls).toEqual(
    ["a", "b", "c", "a", "b", "c"].map((guest) => ({
      functionName: "api",
      environment: 1,
      action: "PutItem",
      input: { TableName: "guests", Item: { guest: { S: guest } } },
    })),
  );
});

test.each([
  [1, "kill before", []],
  [1, "kill after", ["a"]],
  [2, "kill before", ["a"]],
  [2, "kill after", ["a", "b"]],
  [3, "kill before", ["a", "b"]],
  [3, "kill after", ["a", "b", "c"]],
] as const)("call %d: %s leaves what was done until then, and nothing goes on", async (number, fate, guests) => {
  const killed = await run(on(number, fate));
  expect([killed.answers, killed.guests]).toEqual([[KILLED], guests]);
  expect(killed.log).toContain("Runtime exited with error: signal: killed");
});

test("the next invocation runs in another environment", async () => {
  const { answers, guests, calls } = await run(on(2, "kill after"), 2);
  expect(answers).toEqual([KILLED, "[200,200,200]"]);
  expect(guests).toEqual(["a", "b", "c"]);
  expect(calls.map(({ environment }) => environment)).toEqual([1, 1, 2, 2, 2]);
});

test.each([
  ["fail before", ["a", "c"]],
  ["fail after", ["a", "b", "c"]],
] as const)("a call that is to %s is answered 500, and the function goes on", async (fate, guests) => {
  const failed = await run(on(2, fate));
  expect([failed.answers, failed.guests]).toEqual([["[200,500,200]"], guests]);
});

test.each([
  ["kill before", 0],
  ["kill after", 1],
] as const)("what an environment had on the way beside the call that it is to %s is not done", async (fate, done) => {
  const { answers, guests, calls } = await run(on(1, fate), 1, { together: true });
  expect([answers, guests.length, calls.length]).toEqual([[KILLED], done, 1]);
});

test("a decision that fails is told, and the call proceeds", async () => {
  const { answers, log } = await run((call) => {
    if (call === 2) throw new Error("no seed");
    return "proceed";
  });
  expect(answers).toEqual(["[200,200,200]"]);
  expect(log).toContain("no seed");
});
