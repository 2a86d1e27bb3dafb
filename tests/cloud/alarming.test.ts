import { expect, test } from "vitest";
import { REAL_CLOCK } from "../../cloud/clock/clock.ts";
import { realiseAlarming } from "../../cloud/realise/alarming.ts";
import { openMonitoring } from "../../cloud/cloudwatch/monitoring.ts";
import type { Resource } from "../../cloud/graph/graph.ts";
import { openLogs } from "../../cloud/data/logs.ts";
import type { PlainMail } from "../../cloud/sns/mail.ts";
import { declare } from "./support/graph.ts";

const TOPIC_ARN = "arn:aws:sns:us-east-1:123456789012:alarms";
const ALARM_ARN = "arn:aws:cloudwatch:us-east-1:123456789012:alarm:sent";
const METRIC = { namespace: "Own", name: "Sent", dimensions: { Stack: "local" } };
const ALARM = {
  name: "sent",
  namespace: METRIC.namespace,
  metricName: METRIC.name,
  dimensions: METRIC.dimensions,
  statistic: "Sum",
  comparisonOperator: "GreaterThanThreshold",
  threshold: 0,
  period: 60,
  evaluationPeriods: 1,
  treatMissingData: "notBreaching",
  alarmActions: [TOPIC_ARN],
};
const BUDGET = {
  name: "monthly",
  budgetType: "COST",
  limitAmount: "20",
  limitUnit: "USD",
  timeUnit: "MONTHLY",
  notifications: [
    {
      notificationType: "ACTUAL",
      comparisonOperator: "GREATER_THAN",
      thresholdType: "PERCENTAGE",
      threshold: 80,
      subscriberSnsTopicArns: [TOPIC_ARN],
    },
  ],
};

const grant = (service: string, action: string | string[], condition: object = {}): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Principal: { Service: service }, Action: action, Resource: "*", Condition: condition },
    ],
  });

const alarm = (inputs: object = {}) => declare("cloudwatch/metricAlarm:MetricAlarm", "sent", { ...ALARM, ...inputs });
const topic = (inputs: object = {}) => declare("sns/topic:Topic", "alarms", { name: "alarms", ...inputs });
const subscription = (inputs: object = {}) =>
  declare("sns/topicSubscription:TopicSubscription", "admin", {
    topic: TOPIC_ARN,
    protocol: "email",
    endpoint: "admin@example.com",
    ...inputs,
  });
const topicPolicy = (policy: string) => declare("sns/topicPolicy:TopicPolicy", "alarms", { arn: TOPIC_ARN, policy });

/** Realises the resources, counts one mail sent and evaluates: what was mailed, and what the log says. */
async function ring(...declared: Promise<Resource>[]) {
  const logs = openLogs(REAL_CLOCK);
  const monitoring = openMonitoring(logs, REAL_CLOCK);
  const mails: PlainMail[] = [];
  const alarms = realiseAlarming(
    { resources: await Promise.all(declared), outputs: {} },
    { monitoring, logs, deliverMail: (mail) => mails.push(mail), clock: REAL_CLOCK },
  );
  alarms.close();
  const now = new Date();
  monitoring.metrics.record(METRIC, 1, now.getTime());
  alarms.evaluate(now);
  return {
    mails,
    log: logs
      .lines()
      .map(({ text }) => text)
      .join("\n"),
    states: alarms.states(),
  };
}

test("an alarm mails every subscriber of its topic", async () => {
  const { mails, states } = await ring(
    topic(),
    subscription(),
    subscription({ endpoint: "mate@example.com" }),
    alarm(),
  );

  expect(states).toEqual({ sent: "ALARM" });
  expect(mails.map(({ to }) => to)).toEqual(["admin@example.com", "mate@example.com"]);
  expect(mails[0]?.subject).toBe('ALARM: "sent" in US East (N. Virginia)');
});

test("an alarm whose actions are off changes its state and mails nobody", async () => {
  const { mails, states } = await ring(topic(), subscription(), alarm({ actionsEnabled: false }));

  expect([states, mails]).toEqual([{ sent: "ALARM" }, []]);
});

const KEY = "arn:aws:kms:us-east-1:123456789012:key/";
const key = (policy: string) => declare("kms/key:Key", "alarms", { policy });
const encrypted = async () => topic({ kmsMasterKeyId: (await key("{}")).outputs["arn"] });

test.each([
  [
    "a policy that lets budgets in only",
    [topic(), topicPolicy(grant("budgets.amazonaws.com", "sns:Publish"))],
    "is not authorized to perform: SNS:Publish",
  ],
  [
    "a policy for another account's alarms",
    [
      topic(),
      topicPolicy(
        grant("cloudwatch.amazonaws.com", "sns:Publish", { StringEquals: { "aws:SourceAccount": "210987654321" } }),
      ),
    ],
    "is not authorized to perform: SNS:Publish",
  ],
  [
    "AWS's own key, which shuts CloudWatch out",
    [topic({ kmsMasterKeyId: "alias/aws/sns" })],
    "authorization to access the SNS topic encryption key",
  ],
  [
    "a key that may not decrypt",
    [encrypted(), key(grant("cloudwatch.amazonaws.com", "kms:GenerateDataKey"))],
    "authorization to access the SNS topic encryption key",
  ],
])("a topic with %s mails nothing, and the log says why as on AWS", async (_what, parts, reason) => {
  const { mails, log } = await ring(...parts, subscription(), alarm());

  expect(mails).toEqual([]);
  expect(log).toContain(`alarm sent: Failed to execute action ${TOPIC_ARN}. Received error: "`);
  expect(log).toContain(reason);
});

test("a topic mails what its policy and its key's policy both let through", async () => {
  const source = {
    StringEquals: { "aws:SourceAccount": "123456789012" },
    ArnLike: { "aws:SourceArn": `${ALARM_ARN.slice(0, -1)}*` },
  };

  const { mails, log } = await ring(
    encrypted(),
    key(grant("cloudwatch.amazonaws.com", ["kms:Decrypt", "kms:GenerateDataKey"])),
    topicPolicy(grant("cloudwatch.amazonaws.com", "sns:Publish", source)),
    subscription(),
    alarm(),
  );

  expect(mails).toHaveLength(1);
  expect(log).not.toContain("Failed");
});

const dashboard = (widget: object) =>
  declare("cloudwatch/dashboard:Dashboard", "stack", {
    dashboardName: "stack",
    dashboardBody: JSON.stringify({ widgets: [{ x: 0, y: 0, width: 12, height: 6, ...widget }] }),
  });

test.each([
  ["metric math", [topic(), alarm({ metricQueries: [{ id: "m1" }] })], "metricQueries"],
  ["a percentile", [topic(), alarm({ extendedStatistic: "p95" })], "extendedStatistic"],
  ["a period of seconds", [topic(), alarm({ period: 10 })], "period"],
  ["more than a day", [topic(), alarm({ period: 3600, evaluationPeriods: 25 })], "looks back for more than a day"],
  [
    "a metric that nothing records",
    [topic(), alarm({ namespace: "AWS/DynamoDB", metricName: "SystemErrors" })],
    "nothing here records AWS/DynamoDB SystemErrors",
  ],
  [
    "an edge metric without its region",
    [topic(), alarm({ namespace: "AWS/CloudFront", metricName: "5xxErrorRate", dimensions: { DistributionId: "E1" } })],
    "nothing here records AWS/CloudFront 5xxErrorRate",
  ],
  ["another region", [topic(), alarm({ region: "eu-west-1" })], "region"],
  ["a topic that is not declared", [alarm()], `publishes to ${TOPIC_ARN}, which is not a declared topic`],
  ["a text message", [topic(), subscription({ protocol: "sms" })], "only e-mail is realised here"],
  [
    "a key that is not declared",
    [topic({ kmsMasterKeyId: `${KEY}1` })],
    `encrypted with ${KEY}1, which is not declared`,
  ],
  [
    "a dashboard of an alarm that is not there",
    [dashboard({ type: "alarm", properties: { title: "Alarms", alarms: [ALARM_ARN] } })],
    `shows the alarm ${ALARM_ARN}, which is not declared`,
  ],
  ["a widget that is not known", [dashboard({ type: "explorer", properties: {} })], "widgets"],
  [
    "a budget that may not publish",
    [
      topic(),
      topicPolicy(grant("cloudwatch.amazonaws.com", "sns:Publish")),
      declare("budgets/budget:Budget", "monthly", BUDGET),
    ],
    'The budget "monthly" could warn nobody',
  ],
  [
    "a budget with a filter",
    [
      topic(),
      declare("budgets/budget:Budget", "monthly", {
        ...BUDGET,
        costFilters: [{ name: "TagKeyValue", values: ["user:stack$prod"] }],
      }),
    ],
    "costFilters",
  ],
])("%s stops the start with an error that names it", async (_what, parts, message) => {
  await expect(ring(...parts)).rejects.toThrow(message);
});
