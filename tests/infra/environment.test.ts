import * as v from "valibot";
import { beforeAll, describe, expect, test } from "vitest";
import { mergeEnvironment } from "../../rules/stack/mergeEnvironment.ts";
import { captureGraph, only, SECRETS, stackConfig, unwrapSecret, withoutSecrets, STACKS, type Graph } from "./graph.ts";
import { runProgram, type Run } from "./languageHost.ts";

const FUNCTION = "aws:lambda/function:Function";
const Environment = v.object({ variables: v.unknown() });

function variables(graph: Graph): Record<string, string> {
  const { variables: marked } = v.parse(Environment, only(graph, FUNCTION).inputs["environment"]);
  return v.parse(v.record(v.string(), v.string()), unwrapSecret(marked));
}

function runWith(config: Record<string, string>, secrets: Record<string, string> = {}): Promise<Run> {
  const plain = { ...stackConfig("staging"), ...config };
  return runProgram({ stack: "staging", config: plain, secrets: { ...SECRETS, ...secrets } });
}

describe.each(STACKS)("the Lambda's environment of %s", (stack) => {
  let graph: Graph;
  beforeAll(async () => {
    graph = await captureGraph(stack);
  });

  test("holds exactly the variables the function reads, as one secret", () => {
    const config = stackConfig(stack);

    expect(variables(graph)).toEqual({
      STACK: stack,
      TABLE_NAME: graph.outputs["tableName"],
      SITE_SLOT: graph.outputs["slot"],
      COMPANY_NAME: config["scc:companyName"],
      ADMIN_EMAIL: config["scc:adminEmail"],
      MAIL_FROM: config["scc:mailFrom"],
      TIME_ZONE: config["scc:timeZone"],
      CURRENCY: config["scc:currency"],
      SIGNING_CLOSES_HOURS: "12",
      GMAIL_CLIENT_ID: SECRETS["scc:gmailClientId"],
      GMAIL_CLIENT_SECRET: SECRETS["scc:gmailClientSecret"],
      GMAIL_REFRESH_TOKEN: SECRETS["scc:gmailRefreshToken"],
    });
  });

  test("shows no secret value anywhere outside a secret", () => {
    const plain = JSON.stringify(withoutSecrets([graph.run.recording.registrations, graph.outputs]));
    const logged = [graph.run.stderr, ...graph.run.recording.errors, ...graph.run.recording.warnings].join("\n");

    expect(plain).toContain("[secret]");
    for (const value of Object.values(SECRETS)) {
      expect(plain).not.toContain(value);
      expect(logged).not.toContain(value);
    }
  });

  test("fits into Lambda's 4 KB", () => {
    expect(mergeEnvironment({ declared: variables(graph), derived: {}, secrets: {} }).ok).toBe(true);
  });
});

test("when signing closes is what the operator set", async () => {
  const graph = await captureGraph("staging", { "scc:signingClosesHours": "36" });

  expect(variables(graph)["SIGNING_CLOSES_HOURS"]).toBe("36");
});

test("clashes and reserved names stop the program, each named, no value shown", async () => {
  const run = await runWith(
    { "scc:environment": JSON.stringify({ AWS_REGION: "us-east-1", STACK: "other" }) },
    { "scc:secretEnvironment": JSON.stringify({ GMAIL_CLIENT_ID: "hush-hush" }) },
  );

  const message = run.recording.errors.join("\n");
  expect(run.exitCode).not.toBe(0);
  expect(message).toContain("GMAIL_CLIENT_ID has a configuration key of its own");
  expect(message).toContain("AWS_REGION (declared) is reserved by AWS Lambda");
  expect(message).toContain("STACK is given twice");
  expect(message + run.stderr).not.toContain("hush-hush");
});
