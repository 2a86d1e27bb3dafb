import { MetricAlarm } from "@pulumi/aws/cloudwatch/metricAlarm.js";
import * as pulumi from "@pulumi/pulumi";
import { alarmPlans, alarmDescription, type AlarmPlan } from "./alarmPlan.ts";
import { EDGE_REGION, type Metrics } from "./metrics.ts";
import type { Names } from "./names.ts";
import { AlarmTopic } from "./topic.ts";

export interface AlarmsArgs {
  readonly names: Names;
  readonly metrics: Metrics;
  readonly accountId: pulumi.Input<string>;
  /** Known before anything is declared: it decides how many topics there are. */
  readonly region: string;
  readonly email: string;
  /** Whether the stack names an outside clock. */
  readonly stamps: boolean;
  /** What must be running first, so that no alarm rings because the stack is not finished. */
  readonly after: readonly pulumi.Resource[];
}

/** The alarms of a stack and the topics that mail them. An alarm, its metric and its topic must share a region. */
export class Alarms extends pulumi.ComponentResource {
  readonly arns: readonly pulumi.Output<string>[];
  /** The one in us-east-1, where AWS Budgets lives. */
  readonly budgetTopicArn: pulumi.Output<string>;

  constructor(name: string, args: AlarmsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("scc:infra:Alarms", name, {}, opts);
    const edgeTopic = this.createTopic("edge-alarms", EDGE_REGION, args);
    const ownTopic = args.region === EDGE_REGION ? edgeTopic : this.createTopic("alarms", args.region, args);
    const topicOf = (plan: AlarmPlan) => (plan.region === EDGE_REGION ? edgeTopic : ownTopic);
    const alarms = alarmPlans(args.metrics, args.region, args.stamps).map((plan) =>
      this.createAlarm(plan, topicOf(plan).arn, args),
    );
    this.arns = alarms.map(({ arn }) => arn);
    this.budgetTopicArn = edgeTopic.arn;
    this.registerOutputs({});
  }

  private createTopic(name: string, region: string, { names, accountId, email }: AlarmsArgs): AlarmTopic {
    return new AlarmTopic(name, { names, accountId, region, email }, { parent: this });
  }

  private createAlarm(plan: AlarmPlan, topicArn: pulumi.Output<string>, { names, after }: AlarmsArgs): MetricAlarm {
    const { key, region, metric, statistic, comparisonOperator, threshold, period, periods, treatMissingData } = plan;
    return new MetricAlarm(
      key,
      {
        name: `${names.alarmPrefix}${key}`,
        alarmDescription: alarmDescription(plan),
        region,
        ...metric,
        statistic,
        comparisonOperator,
        threshold,
        period,
        evaluationPeriods: periods,
        datapointsToAlarm: periods,
        treatMissingData,
        alarmActions: [topicArn],
        // Whoever was called out hears as well when it is over.
        okActions: [topicArn],
      },
      { parent: this, dependsOn: [...after] },
    );
  }
}
