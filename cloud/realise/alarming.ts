import { checkBudget } from "../budgets/budget.ts";
import type { Clock } from "../clock/clock.ts";
import { listResources, type Graph } from "../graph/graph.ts";
import type { Logs } from "../data/logs.ts";
import type { PlainMail } from "../sns/mail.ts";
import { realiseTopics } from "../sns/topics.ts";
import { realiseAlarms, type Alarms } from "../cloudwatch/alarms.ts";
import { checkDashboard } from "../cloudwatch/dashboard.ts";
import type { Monitoring } from "../cloudwatch/monitoring.ts";

/** What watching stands on. */
export interface WatchGround {
  monitoring: Monitoring;
  deliverMail: (mail: PlainMail) => void;
  logs: Logs;
  clock: Clock;
}

/** Realises what watches over the rest: topics, alarms, dashboards and budgets. */
export function realiseAlarming(graph: Graph, { monitoring, deliverMail, logs, clock }: WatchGround): Alarms {
  const of = (type: string) => listResources(graph, `aws:${type}`);
  const topics = realiseTopics(
    {
      topics: of("sns/topic:Topic"),
      policies: of("sns/topicPolicy:TopicPolicy"),
      subscriptions: of("sns/topicSubscription:TopicSubscription"),
      keys: of("kms/key:Key"),
    },
    deliverMail,
  );
  const alarms = of("cloudwatch/metricAlarm:MetricAlarm");
  const arns = alarms.map(({ outputs }) => String(outputs["arn"]));
  for (const dashboard of of("cloudwatch/dashboard:Dashboard")) checkDashboard(dashboard, arns);
  for (const budget of of("budgets/budget:Budget")) checkBudget(budget, topics);
  return realiseAlarms(alarms, { topics, monitoring, logs, clock });
}
