import { arnOf } from "./account.ts";
import { identifiedBy, physicalName, type ResourceTypes } from "./description.ts";

/**
 * Logs, alarms and topics: declared for AWS's operators. Locally a function's log goes to a file and nobody is paged,
 * so these have names and ARNs and nothing behind them; `describeUnenforced` says so.
 */
export const OPERATIONS_TYPES: ResourceTypes = {
  "aws:cloudwatch/logGroup:LogGroup": (declared) => {
    const name = physicalName(declared);
    return { id: name, outputs: { name, arn: arnOf("logs", `log-group:${name}`) } };
  },
  "aws:cloudwatch/metricAlarm:MetricAlarm": (declared) => {
    const name = physicalName(declared);
    return { id: name, outputs: { name, arn: arnOf("cloudwatch", `alarm:${name}`) } };
  },
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": identifiedBy("name"),
  "aws:sns/topic:Topic": (declared) => {
    const name = physicalName(declared);
    return { id: arnOf("sns", name), outputs: { name, arn: arnOf("sns", name) } };
  },
  "aws:sns/topicSubscription:TopicSubscription": (declared) => {
    const arn = arnOf("sns", `${declared.name}:subscription`);
    return { id: arn, outputs: { arn } };
  },
};
