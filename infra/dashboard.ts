import { Dashboard as CloudWatchDashboard } from "@pulumi/aws/cloudwatch/dashboard.js";
import * as pulumi from "@pulumi/pulumi";
import { EDGE_REGION, type Metric, type Metrics } from "./metrics.ts";
import type { Names } from "./names.ts";

export interface DashboardArgs {
  readonly names: Names;
  readonly metrics: Metrics;
  readonly region: string;
  readonly alarmArns: readonly pulumi.Input<string>[];
}

interface GraphPlan {
  readonly title: string;
  readonly region: string;
  /** Each with the statistic that says something about it. */
  readonly lines: readonly (readonly [metric: Metric, stat: string])[];
}

/** Computes the graphs, in reading order: what visitors see first, then what the day brings, then what it stands on. */
function graphPlans({ own, function: lambda, edge, table }: Metrics, region: string): GraphPlan[] {
  return [
    { title: "Edge: requests", region: EDGE_REGION, lines: [[edge("Requests"), "Sum"]] },
    {
      title: "Edge: errors, percent of requests",
      region: EDGE_REGION,
      lines: [
        [edge("4xxErrorRate"), "Average"],
        [edge("5xxErrorRate"), "Average"],
      ],
    },
    {
      title: "Function: calls, errors, throttles",
      region,
      lines: [
        [lambda("Invocations"), "Sum"],
        [lambda("Errors"), "Sum"],
        [lambda("Throttles"), "Sum"],
        [own("RequestFailed"), "Sum"],
      ],
    },
    {
      title: "Function: duration, ms",
      region,
      lines: [
        [lambda("Duration"), "p50"],
        [lambda("Duration"), "p95"],
        [lambda("Duration"), "Maximum"],
      ],
    },
    {
      title: "Payments and waivers, and signings refused",
      region,
      lines: [
        [own("PaymentLogged"), "Sum"],
        [own("WaiverSigned"), "Sum"],
        [own("SigningThrottled"), "Sum"],
      ],
    },
    {
      title: "Mail: sent, delayed, given up",
      region,
      lines: [
        [own("MailSent"), "Sum"],
        [own("MailDelayed"), "Sum"],
        [own("MailFailed"), "Sum"],
      ],
    },
    {
      title: "Outbox: waiting mails, the oldest one's age, and that of what waits for a timestamp, s",
      region,
      lines: [
        [own("OutboxPending"), "Maximum"],
        [own("OutboxAgeSeconds"), "Maximum"],
        [own("UnstampedAgeSeconds"), "Maximum"],
      ],
    },
    {
      title: "Sign-in: failed and refused",
      region,
      lines: [
        [own("SignInFailed"), "Sum"],
        [own("SignInThrottled"), "Sum"],
      ],
    },
    { title: "Items that cannot be read", region, lines: [[own("BrokenItem"), "Sum"]] },
    {
      title: "Table: consumed capacity",
      region,
      lines: [
        [table("ConsumedReadCapacityUnits"), "Sum"],
        [table("ConsumedWriteCapacityUnits"), "Sum"],
      ],
    },
    {
      title: "Table: throttled reads and writes",
      region,
      lines: [
        [table("ReadThrottleEvents"), "Sum"],
        [table("WriteThrottleEvents"), "Sum"],
      ],
    },
  ];
}

// CloudWatch's grid is 24 wide. Source: CloudWatch API reference, "Dashboard body structure and syntax".
const GRAPH = { width: 12, height: 6 };
const ALARMS = { width: 24, height: 3 };
const NOTE = { width: 24, height: 2 };

const NOTE_TEXT =
  "What each alarm means and what to do: docs/operating.md. The cache hit rate is a metric that CloudFront charges for; " +
  "its console shows the same under Reports, Cache statistics, for nothing.";

function graphWidget({ title, region, lines }: GraphPlan, index: number) {
  return {
    type: "metric",
    x: (index % 2) * GRAPH.width,
    y: ALARMS.height + Math.floor(index / 2) * GRAPH.height,
    ...GRAPH,
    properties: {
      title,
      region,
      view: "timeSeries",
      period: 300,
      metrics: lines.map(([{ namespace, metricName, dimensions }, stat]) => [
        namespace,
        metricName,
        ...Object.entries(dimensions).flat(),
        { stat },
      ]),
    },
  };
}

/** Computes the dashboard's body: the alarms' state, the graphs two in a row, and a note. */
function dashboardBody({ metrics, region, alarmArns }: DashboardArgs) {
  const graphs = graphPlans(metrics, region).map(graphWidget);
  const below = ALARMS.height + Math.ceil(graphs.length / 2) * GRAPH.height;
  return {
    widgets: [
      { type: "alarm", x: 0, y: 0, ...ALARMS, properties: { title: "Alarms", alarms: alarmArns } },
      ...graphs,
      { type: "text", x: 0, y: below, ...NOTE, properties: { markdown: NOTE_TEXT } },
    ],
  };
}

/** The stack on one page of CloudWatch. */
export class Dashboard extends pulumi.ComponentResource {
  constructor(name: string, args: DashboardArgs, opts?: pulumi.ComponentResourceOptions) {
    super("scc:infra:Dashboard", name, {}, opts);
    const { names, region } = args;
    const body = pulumi.jsonStringify(dashboardBody(args));
    new CloudWatchDashboard("stack", { dashboardName: names.dashboard, dashboardBody: body, region }, { parent: this });
    this.registerOutputs({});
  }
}
