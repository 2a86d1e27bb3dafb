import { describe, expect, test } from "vitest";

import { judgeBucket } from "../../../ops/adopt/bucket.ts";
import { judgeFunction } from "../../../ops/adopt/lambda.ts";
import { judgePreview } from "../../../ops/adopt/preview.ts";
import { describeSteps } from "../../../ops/adopt/steps.ts";
import { judgeTable } from "../../../ops/adopt/table.ts";
import { readWanted } from "../../../ops/adopt/wanted.ts";
import { mergeEnvironment } from "../../../rules/stack/mergeEnvironment.ts";

const PLACE = { stack: "prod", region: "us-east-1" };
const key = (AttributeName: string, KeyType: "HASH" | "RANGE") => ({ AttributeName, KeyType });
const TABLE = {
  KeySchema: [key("event_id", "HASH"), key("timestamp", "RANGE")],
  AttributeDefinitions: [
    { AttributeName: "event_id", AttributeType: "S" as const },
    { AttributeName: "timestamp", AttributeType: "S" as const },
  ],
  ItemCount: 412,
};
const INDEXES = [
  { IndexName: "by-month", KeySchema: [key("month", "HASH"), key("timestamp", "RANGE")] },
  { IndexName: "by-outbox", KeySchema: [key("outbox_state", "HASH"), key("outbox_due", "RANGE")] },
];
const ON_DEMAND = { BillingModeSummary: { BillingMode: "PAY_PER_REQUEST" as const } };

describe("an existing table", () => {
  test("that is like the declared one stays the same", () => {
    const found = judgeTable(PLACE, "scc-events", {
      table: { ...TABLE, ...ON_DEMAND, GlobalSecondaryIndexes: INDEXES },
      ttl: "expires_at",
    });
    expect(found).toEqual([
      {
        check: "table scc-events",
        state: "ok",
        command: null,
        message: "same; its items stay, 412 at AWS's last count.",
      },
    ]);
  });

  test("without indexes, time to live and on-demand billing is changed in place", () => {
    const [found] = judgeTable(PLACE, "scc-events", { table: TABLE, ttl: undefined });
    expect(found).toMatchObject({
      state: "ok",
      message:
        "would be changed in place: billing to on demand, index by-month added, index by-outbox added, items expire by expires_at; its items stay, 412 at AWS's last count.",
    });
  });

  test.each([
    ["another key", { ...TABLE, KeySchema: [key("id", "HASH")] }, "its keys are id, not event_id and timestamp"],
    [
      "a number for a key",
      { ...TABLE, AttributeDefinitions: [{ AttributeName: "timestamp", AttributeType: "N" as const }] },
      "its key timestamp is no string",
    ],
    ["a local index", { ...TABLE, LocalSecondaryIndexes: [{ IndexName: "by-name" }] }, "local secondary indexes"],
  ])("with %s would be replaced, and is to be kept out", (_case, table, reason) => {
    const [found] = judgeTable(PLACE, "scc-events", { table, ttl: undefined });
    expect(found).toMatchObject({
      state: "problem",
      message: expect.stringContaining(`would be REPLACED: `) as string,
      command: "pulumi config rm --stack prod --path scc:adopt.table",
    });
    expect(found?.message).toContain(reason);
  });

  test("that would lose an index, its stream or its time to live wants a look", () => {
    const table = {
      ...TABLE,
      ...ON_DEMAND,
      GlobalSecondaryIndexes: [...INDEXES, { IndexName: "by-crew" }],
      StreamSpecification: { StreamEnabled: true },
    };
    const warnings = judgeTable(PLACE, "scc-events", { table, ttl: "ttl" })
      .filter(({ state }) => state === "warning")
      .map(({ message }) => message);
    expect(warnings).toEqual([
      expect.stringContaining("index by-crew"),
      expect.stringContaining("its stream"),
      expect.stringContaining("expire by ttl now"),
    ]);
  });

  test("that is not there is a problem", () => {
    expect(judgeTable(PLACE, "scc-events", undefined)[0]).toMatchObject({
      state: "problem",
      message: "is not in us-east-1 of this account.",
    });
  });
});

describe("an existing bucket", () => {
  const facts = { region: "us-east-1", objects: 7, hasPolicy: false, isClosed: true };
  test("is changed in place and keeps its objects", () => {
    const found = judgeBucket(PLACE, "scc-dispatch", facts);
    expect(found).toEqual([
      expect.objectContaining({
        state: "ok",
        message: expect.stringContaining("holds 7 objects, which stay; slots go below _staging/.") as string,
      }),
    ]);
    expect(judgeBucket(PLACE, "scc-dispatch", { ...facts, isClosed: false })[0]?.message).toContain(
      "closed to the public",
    );
  });

  test("whose policy would be overwritten wants a look, also when that could not be read", () => {
    expect(judgeBucket(PLACE, "scc-dispatch", { ...facts, hasPolicy: true })[1]).toMatchObject({
      state: "warning",
      command: "aws s3api get-bucket-policy --bucket scc-dispatch",
    });
    expect(judgeBucket(PLACE, "scc-dispatch", { ...facts, hasPolicy: undefined })[1]?.state).toBe("warning");
  });

  test("in another region, or of nobody we know, cannot be adopted", () => {
    expect(judgeBucket(PLACE, "scc-dispatch", { ...facts, region: "eu-west-1" })[0]).toMatchObject({
      state: "problem",
      message: expect.stringContaining("would be REPLACED") as string,
    });
    expect(judgeBucket(PLACE, "scc-dispatch", undefined)[0]?.state).toBe("problem");
  });
});

describe("an existing function", () => {
  const facts = {
    Runtime: "nodejs18.x" as const,
    Architectures: ["x86_64" as const],
    Handler: "app.handler",
    MemorySize: 1_024,
    Timeout: 15,
    PackageType: "Zip" as const,
    Environment: { Variables: { REPORT_TO: "hush@windward.test", MAIL_FROM: "hush-old@windward.test" } },
  };
  const merge = (existing: Readonly<Record<string, string>>) =>
    mergeEnvironment({ existing, declared: { MAIL_FROM: "new@windward.test" }, derived: {}, secrets: {} });

  test("is changed in place, keeps what the program does not declare, and no value is shown", () => {
    const found = judgeFunction(PLACE, "dispatch", facts, merge);
    expect(found.map(({ state }) => state)).toEqual(["ok", "ok"]);
    expect(found[0]?.message).toContain(
      "code, runtime nodejs18.x to nodejs22.x, processor x86_64 to arm64, handler app.handler to index.handler, role, log group",
    );
    expect(found[1]?.message).toMatch(
      /^keeps its variables as secrets: REPORT_TO; the program's own values replace MAIL_FROM; \d+ of 4096 bytes/,
    );
    expect(JSON.stringify(found)).not.toContain("hush");
  });

  test("whose variables are too many together with the declared ones is a problem", () => {
    const full = { ...facts, Environment: { Variables: { BIG: "x".repeat(4_096) } } };
    expect(judgeFunction(PLACE, "dispatch", full, merge)[1]).toMatchObject({
      state: "problem",
      message: expect.stringContaining("AWS Lambda takes 4096") as string,
    });
  });

  test("made of a container image would be replaced", () => {
    expect(judgeFunction(PLACE, "dispatch", { ...facts, PackageType: "Image" }, merge)[0]).toMatchObject({
      state: "problem",
      message: expect.stringContaining("REPLACED") as string,
      command: "pulumi config rm --stack prod --path scc:adopt.function",
    });
  });

  test("that would leave a VPC, layers or a dead-letter queue wants a look", () => {
    const tied = {
      ...facts,
      VpcConfig: { SubnetIds: ["subnet-1"] },
      Layers: [{}],
      DeadLetterConfig: { TargetArn: "arn:aws:sqs:us-east-1:210987654321:dead" },
    };
    expect(judgeFunction(PLACE, "dispatch", tied, merge).filter(({ state }) => state === "warning")).toHaveLength(3);
  });
});

describe("Pulumi's preview", () => {
  const urn = (type: string, name: string) => `urn:pulumi:prod::ship-captain-crew::scc:infra:X$${type}::${name}`;
  const preview = (...steps: object[]) => ({ ok: true, output: JSON.stringify({ steps, changeSummary: {} }) }) as const;

  test("that only creates and updates is good", () => {
    const found = judgePreview(
      "prod",
      preview(
        { op: "create", urn: urn("aws:iam/role:Role", "api") },
        { op: "update", urn: urn("aws:dynamodb/table:Table", "events"), diffReasons: ["globalSecondaryIndexes"] },
        { op: "same", urn: urn("pulumi:pulumi:Stack", "s") },
      ),
    );
    expect(found).toEqual([
      {
        check: "preview",
        state: "ok",
        command: null,
        message: "1 create, 1 update, 1 same; nothing would be replaced or deleted.",
      },
    ]);
  });

  test.each(["replace", "create-replacement", "delete-replaced", "delete", "import-replacement"])(
    "with a step %s is a problem, and says why",
    (op) => {
      const found = judgePreview(
        "prod",
        preview({ op, urn: urn("aws:dynamodb/table:Table", "events"), replaceReasons: ["hashKey"] }),
      );
      expect(found).toEqual([
        expect.objectContaining({
          state: "problem",
          message: `Table events: ${op}, because of hashKey. Do not run pulumi up.`,
          command: "pulumi preview --stack prod --diff",
        }),
      ]);
    },
  );

  test("that would import what differs says to put it into the state first", () => {
    const [found] = judgePreview(
      "prod",
      preview({ op: "import", urn: urn("aws:lambda/function:Function", "api"), diffReasons: ["code", "role"] }),
    );
    expect(found).toMatchObject({
      state: "warning",
      message: expect.stringContaining("Function api differs in code, role") as string,
    });
  });

  test("in which the distribution loses a name is a problem, with the key that keeps it", () => {
    const step = {
      op: "update",
      urn: urn("aws:cloudfront/distribution:Distribution", "distribution"),
      diffReasons: ["aliases", "origins"],
      oldState: { inputs: { aliases: ["sail.windward.test"] } },
      newState: { inputs: { aliases: [] } },
    };
    expect(judgePreview("prod", preview(step))[0]).toMatchObject({
      state: "problem",
      command: expect.stringContaining("scc:domain sail.windward.test") as string,
    });
    const kept = { ...step, newState: { inputs: { aliases: ["sail.windward.test", "www.windward.test"] } } };
    expect(judgePreview("prod", preview(kept)).every(({ state }) => state === "ok")).toBe(true);
  });

  test("that fails or cannot be made says so", () => {
    expect(judgePreview("prod", { ok: false, missing: true, errors: "" })[0]?.state).toBe("skipped");
    expect(judgePreview("prod", { ok: false, missing: false, errors: "error: no credentials" })[0]).toMatchObject({
      state: "problem",
      message: "Pulumi could not make one: no credentials.",
    });
  });
});

describe("what is left to do", () => {
  const adopted = { table: "scc-events", function: "dispatch" };
  test("is everything at first, and only the update at last", () => {
    const first = describeSteps({ stack: "prod", adopted, configured: false, imported: false });
    const last = describeSteps({ stack: "prod", adopted, configured: true, imported: true });
    expect(first).toContain("pulumi config set --stack prod --path scc:adopt.function dispatch");
    expect(first).toMatch(
      /1\. Name them[^]+2\. Put them[^]+pulumi import --stack prod --file adopt-prod\.json --protect=false[^]+3\. Compare again[^]+4\. When nothing[^]+pulumi up --stack prod$/,
    );
    expect(last).toBe("1. When nothing is left marked ✗:\n     pulumi up --stack prod");
  });

  test("what the command line names comes before the configuration, and must look like what it names", () => {
    const none = { table: undefined, bucket: undefined, function: undefined, distribution: undefined };
    expect(readWanted({ ...none, table: "other-events" }, { table: "scc-events", bucket: "scc-dispatch" })).toEqual({
      table: "other-events",
      bucket: "scc-dispatch",
    });
    expect(() => readWanted({ ...none, distribution: "d111.cloudfront.net" }, {})).toThrow(
      "--distribution must be the id of a CloudFront distribution.",
    );
    expect(() => readWanted(none, {})).toThrow("What exists already?");
  });
});
