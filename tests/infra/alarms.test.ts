import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import * as v from "valibot";
import { beforeAll, describe, expect, test } from "vitest";
import { alarmPlans } from "../../infra/alarmPlan.ts";
import { Alarms } from "../../infra/alarms.ts";
import { metricsOf } from "../../infra/metrics.ts";
import { resourceNames } from "../../infra/names.ts";
import { createLog, type Log } from "../../lambda/log.ts";
import { PlainConfig } from "../../rules/stack/config.ts";
import { all, captureGraph, only, STACKS, statements, type Graph } from "./graph.ts";
import { ROOT } from "./languageHost.ts";
import { ACCOUNT_ID } from "./provider.ts";

const TYPES = {
  alarm: "aws:cloudwatch/metricAlarm:MetricAlarm",
  dashboard: "aws:cloudwatch/dashboard:Dashboard",
  topic: "aws:sns/topic:Topic",
  topicPolicy: "aws:sns/topicPolicy:TopicPolicy",
  subscription: "aws:sns/topicSubscription:TopicSubscription",
  key: "aws:kms/key:Key",
  budget: "aws:budgets/budget:Budget",
};
const Metric = v.object({
  namespace: v.string(),
  metricName: v.string(),
  dimensions: v.record(v.string(), v.string()),
});
type Metric = v.InferOutput<typeof Metric>;

/** The metrics that the function's code writes: the calls of its log, found in its source and then really made. */
function emittedMetrics(stack: string): Metric[] {
  const sources = readdirSync(join(ROOT, "lambda"), { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".ts"),
  );
  const code = sources.map((file) => readFileSync(join(ROOT, "lambda", file), "utf8")).join("\n");
  const names = new Set(
    [...code.matchAll(/\.metric\("(\w+)"/g)].map((match) => match[1] as Parameters<Log["metric"]>[0]),
  );
  const lines: string[] = [];
  const log = createLog(
    stack,
    () => new Date(0),
    (line) => {
      lines.push(line);
    },
  );
  for (const name of names) log.metric(name, 1);
  return lines.flatMap(readEmbedded);
}

const Embedded = v.looseObject({
  _aws: v.object({
    CloudWatchMetrics: v.array(
      v.object({
        Namespace: v.string(),
        Dimensions: v.array(v.array(v.string())),
        Metrics: v.array(v.looseObject({ Name: v.string() })),
      }),
    ),
  }),
});

function readEmbedded(line: string): Metric[] {
  const { _aws, ...members } = v.parse(v.pipe(v.string(), v.parseJson(), Embedded), line);
  return _aws.CloudWatchMetrics.flatMap(({ Namespace, Dimensions, Metrics }) =>
    Dimensions.flatMap((keys) =>
      Metrics.map(({ Name }) => ({
        namespace: Namespace,
        metricName: Name,
        dimensions: Object.fromEntries(keys.map((key) => [key, String(members[key])])),
      })),
    ),
  );
}

const Body = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    widgets: v.array(
      v.object({
        type: v.string(),
        x: v.number(),
        y: v.number(),
        width: v.number(),
        height: v.number(),
        properties: v.looseObject({
          region: v.optional(v.string()),
          alarms: v.optional(v.array(v.string()), []),
          metrics: v.optional(v.array(v.array(v.union([v.string(), v.object({ stat: v.string() })]))), []),
        }),
      }),
    ),
  }),
);

describe.each(STACKS)("the alarms of %s", (stack) => {
  const topicArn = `arn:aws:sns:us-east-1:${ACCOUNT_ID}:scc-${stack}-alarms`;
  const email = stack === "prod" ? "admin@example.com" : "admin+staging@example.com";
  const lambda = { FunctionName: `scc-${stack}` };
  const own = { Stack: stack };
  const edge = { DistributionId: "E1EXAMPLE", Region: "Global" };
  let graph: Graph;
  beforeAll(async () => {
    graph = await captureGraph(stack);
  });
  const alarmInputs = () => all(graph, TYPES.alarm).map(({ inputs }) => inputs);

  test("ring for exactly these metrics at exactly these thresholds", () => {
    const table = Object.fromEntries(
      all(graph, TYPES.alarm).map(({ name, inputs }) => [
        name,
        [
          inputs["namespace"],
          inputs["metricName"],
          inputs["dimensions"],
          inputs["statistic"],
          inputs["comparisonOperator"],
          inputs["threshold"],
          inputs["period"],
          inputs["evaluationPeriods"],
          inputs["datapointsToAlarm"],
          inputs["treatMissingData"],
        ],
      ]),
    );
    const quiet = [300, 1, 1, "notBreaching"];

    expect(table).toEqual({
      "function-errors": ["AWS/Lambda", "Errors", lambda, "Sum", "GreaterThanOrEqualToThreshold", 1, ...quiet],
      "function-throttles": ["AWS/Lambda", "Throttles", lambda, "Sum", "GreaterThanOrEqualToThreshold", 1, ...quiet],
      "edge-failures": [
        "AWS/CloudFront",
        "5xxErrorRate",
        edge,
        "Average",
        "GreaterThanOrEqualToThreshold",
        5,
        ...quiet,
      ],
      "outbox-age": [
        "ShipCaptainCrew",
        "OutboxAgeSeconds",
        own,
        "Maximum",
        "GreaterThanOrEqualToThreshold",
        1_800,
        ...quiet,
      ],
      "broken-item": [
        "ShipCaptainCrew",
        "BrokenItem",
        own,
        "Sum",
        "GreaterThanOrEqualToThreshold",
        1,
        3_600,
        1,
        1,
        "notBreaching",
      ],
      "mail-failed": ["ShipCaptainCrew", "MailFailed", own, "Sum", "GreaterThanOrEqualToThreshold", 1, ...quiet],
      "sign-in-throttled": [
        "ShipCaptainCrew",
        "SignInThrottled",
        own,
        "Sum",
        "GreaterThanOrEqualToThreshold",
        5,
        ...quiet,
      ],
      "signing-throttled": [
        "ShipCaptainCrew",
        "SigningThrottled",
        own,
        "Sum",
        "GreaterThanOrEqualToThreshold",
        1,
        ...quiet,
      ],
      "sweep-stopped": [
        "ShipCaptainCrew",
        "OutboxAgeSeconds",
        own,
        "SampleCount",
        "LessThanThreshold",
        1,
        60,
        10,
        10,
        "breaching",
      ],
    });
  });

  test("tell the admin's topic when they ring and when it is over, and begin once the stack runs", () => {
    const running = ["aws:scheduler/schedule:Schedule", "aws:cloudfront/distribution:Distribution"].map(
      (type) => only(graph, type).urn,
    );

    for (const { name, inputs, dependencies } of all(graph, TYPES.alarm)) {
      expect(inputs).toMatchObject({
        name: `scc-${stack}-${name}`,
        region: "us-east-1",
        alarmActions: [topicArn],
        okActions: [topicArn],
      });
      expect(dependencies).toEqual(expect.arrayContaining(running));
    }
  });

  test("name a section of the runbook that is there", () => {
    const runbook = readFileSync(join(ROOT, "docs/operating.md"), "utf8");
    const headings = [...runbook.matchAll(/^#+ (.+)$/gm)].map((match) => match[1]);

    for (const inputs of alarmInputs()) {
      const section = /docs\/operating\.md, section "([^"]+)"\.$/.exec(String(inputs["alarmDescription"]))?.[1];
      expect(headings).toContain(section);
      expect(inputs["name"]).toBe(`scc-${stack}-${String(section)}`);
    }
    expect(headings).toContain("monthly-budget");
  });

  test("watch metrics that the function really writes, or that AWS writes for a resource of this stack", () => {
    const mine = alarmInputs()
      .map((inputs) => v.parse(Metric, inputs))
      .filter(({ namespace }) => !namespace.startsWith("AWS/"));

    expect(mine).toHaveLength(6);
    for (const metric of mine) expect(emittedMetrics(stack)).toContainEqual(metric);
    expect(only(graph, "aws:lambda/function:Function").inputs["name"]).toBe(lambda.FunctionName);
  });

  test("reach the admin through an encrypted topic that this account's alarms and budgets alone may publish to", () => {
    const [administration, use, ...others] = statements(only(graph, TYPES.key).inputs["policy"]);
    const account = { "aws:SourceAccount": ACCOUNT_ID };

    expect(only(graph, TYPES.topic).inputs).toEqual({
      name: `scc-${stack}-alarms`,
      region: "us-east-1",
      kmsMasterKeyId: `arn:aws:kms:us-east-1:${ACCOUNT_ID}:key/edge-alarms`,
    });
    expect(only(graph, TYPES.subscription).inputs).toEqual({
      topic: topicArn,
      region: "us-east-1",
      protocol: "email",
      endpoint: email,
    });
    expect(only(graph, TYPES.topicPolicy).inputs["arn"]).toBe(topicArn);
    expect(statements(only(graph, TYPES.topicPolicy).inputs["policy"])).toEqual([
      {
        Effect: "Allow",
        Action: "sns:Publish",
        Resource: topicArn,
        Principal: { Service: "cloudwatch.amazonaws.com" },
        Condition: {
          StringEquals: account,
          ArnLike: { "aws:SourceArn": `arn:aws:cloudwatch:us-east-1:${ACCOUNT_ID}:alarm:scc-${stack}-*` },
        },
      },
      {
        Effect: "Allow",
        Action: "sns:Publish",
        Resource: topicArn,
        Principal: { Service: "budgets.amazonaws.com" },
        Condition: { StringEquals: account, ArnLike: { "aws:SourceArn": `arn:aws:budgets::${ACCOUNT_ID}:*` } },
      },
    ]);
    expect(others).toEqual([]);
    expect(administration?.Principal).toEqual({ AWS: `arn:aws:iam::${ACCOUNT_ID}:root` });
    expect([administration?.Action].flat()).not.toContain("kms:Decrypt");
    expect(use).toEqual({
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: "*",
      Principal: { Service: ["cloudwatch.amazonaws.com", "budgets.amazonaws.com"] },
      Condition: { StringEquals: account },
    });
  });

  test("are on a dashboard whose every metric has a source, and which fits CloudWatch's grid", () => {
    const { dashboardName, dashboardBody, region } = only(graph, TYPES.dashboard).inputs;
    const { widgets } = v.parse(Body, dashboardBody);
    const shown = widgets.flatMap(({ properties }) =>
      properties.metrics.map((line) => ({
        line: line.filter((part) => typeof part === "string"),
        region: properties.region,
      })),
    );
    const metrics = shown.map(({ line: [namespace = "", metricName = "", ...pairs] }) => ({
      namespace,
      metricName,
      dimensions: Object.fromEntries(pairs.flatMap((key, at) => (at % 2 === 0 ? [[key, pairs[at + 1] ?? ""]] : []))),
    }));

    expect([dashboardName, region]).toEqual([`scc-${stack}`, "us-east-1"]);
    expect(widgets.flatMap(({ properties }) => properties.alarms).sort()).toEqual(
      alarmInputs()
        .map((inputs) => `arn:aws:cloudwatch:us-east-1:${ACCOUNT_ID}:alarm:${String(inputs["name"])}`)
        .sort(),
    );
    expect(metrics.filter(({ namespace }) => namespace === "ShipCaptainCrew").sort(byName)).toEqual(
      emittedMetrics(stack).sort(byName),
    );
    const sources = {
      "AWS/Lambda": lambda,
      "AWS/CloudFront": edge,
      "AWS/DynamoDB": { TableName: only(graph, "aws:dynamodb/table:Table").inputs["name"] },
    };
    for (const [namespace, dimensions] of Object.entries(sources)) {
      const found = metrics.filter((metric) => metric.namespace === namespace);
      expect(found.length).toBeGreaterThan(2);
      for (const metric of found) expect(metric.dimensions).toEqual(dimensions);
    }
    for (const one of widgets) {
      expect(one.x + one.width).toBeLessThanOrEqual(24);
      for (const other of widgets) if (other !== one) expect(overlap(one, other)).toBe(false);
    }
  });

  test("have a budget of the whole account beside them, which warns through the same topic", () => {
    const warning = {
      comparisonOperator: "GREATER_THAN",
      thresholdType: "PERCENTAGE",
      subscriberSnsTopicArns: [topicArn],
    };

    expect(only(graph, TYPES.budget).inputs).toEqual({
      name: `scc-${stack}-monthly`,
      budgetType: "COST",
      limitAmount: "10",
      limitUnit: "USD",
      timeUnit: "MONTHLY",
      notifications: [
        { notificationType: "ACTUAL", threshold: 80, ...warning },
        { notificationType: "FORECASTED", threshold: 100, ...warning },
      ],
    });
  });
});

function byName(a: Metric, b: Metric): number {
  return a.metricName < b.metricName ? -1 : 1;
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

test("the budget is what the operator set", async () => {
  const graph = await captureGraph("staging", { "scc:monthlyBudgetUsd": "35" });

  expect(only(graph, TYPES.budget).inputs["limitAmount"]).toBe("35");
});

test("a budget that is no whole number of dollars is refused with the command that mends it", async () => {
  await expect(captureGraph("staging", { "scc:monthlyBudgetUsd": "12.50" })).rejects.toThrow(
    /scc:monthlyBudgetUsd must be a whole number of dollars[^]*pulumi config set --stack staging scc:monthlyBudgetUsd \d+/,
  );
});

test.each([
  ["1", 1],
  ["999999", 999_999],
  ["0", undefined],
  ["-3", undefined],
  ["twenty", undefined],
  ["1000000", undefined],
])("a budget of %s is read as %s", (text, dollars) => {
  const parsed = v.safeParse(v.pick(PlainConfig, ["monthlyBudgetUsd"]), { monthlyBudgetUsd: text });

  expect(parsed.success ? parsed.output.monthlyBudgetUsd : undefined).toBe(dollars);
});

const SOURCES = { stack: "prod", functionName: "scc-prod", distributionId: "E1", tableName: "scc-events" };

test("away from us-east-1 the edge's alarm and a topic of its own stay there, and the rest lives with the stack", async () => {
  const made: { type: string; name: string; region: unknown; alarmActions: unknown }[] = [];
  await pulumi.runtime.setMocks({
    newResource: ({ type, name, inputs }) => {
      const { region, alarmActions, name: physical } = v.parse(v.record(v.string(), v.unknown()), inputs);
      made.push({ type, name, region, alarmActions });
      const arn = `${type}/${String(region)}/${String(physical)}`;
      return { id: name, state: { arn, ...v.parse(v.record(v.string(), v.unknown()), inputs) } };
    },
    call: () => ({}),
  });

  new Alarms("alarms", {
    names: resourceNames("prod"),
    metrics: metricsOf(SOURCES),
    accountId: ACCOUNT_ID,
    region: "eu-west-1",
    stamps: false,
    email: "admin@example.com",
    after: [],
  });
  await pulumi.runtime.disconnect();

  const of = (type: string) => made.filter((resource) => resource.type === type);
  const topic = (region: string) => [`${TYPES.topic}/${region}/scc-prod-alarms`];
  for (const type of [TYPES.topic, TYPES.topicPolicy, TYPES.subscription, TYPES.key]) {
    expect(
      of(type)
        .map(({ region }) => region)
        .sort(),
    ).toEqual(["eu-west-1", "us-east-1"]);
  }
  for (const { name, region, alarmActions } of of(TYPES.alarm)) {
    const home = name === "edge-failures" ? "us-east-1" : "eu-west-1";
    expect([region, alarmActions]).toEqual([home, topic(home)]);
  }
  expect(of(TYPES.alarm)).toHaveLength(9);
});

test("every alarm's name and description stay within CloudWatch's limits for the longest stack name", () => {
  const { alarmPrefix } = resourceNames("s".repeat(31));

  for (const { key, meaning } of alarmPlans(metricsOf(SOURCES), "us-east-1", true)) {
    // SNS refuses a mail whose subject has 100 characters or more, and the subject holds the alarm's name.
    expect(`ALARM: "${alarmPrefix}${key}" in US East (N. Virginia)`.length).toBeLessThan(100);
    expect(meaning).toMatch(/^[A-Z].*\.$/);
  }
});
