import { ACCOUNT_ID, REGION, REGION_NAME } from "../aws/account.ts";
import type { Alarm, Evaluation } from "./alarm.ts";
import type { AlarmState } from "./evaluate.ts";

/** What CloudWatch hands to a topic, in the words of the mail that SNS makes of it. */
export interface Notification {
  subject: string;
  text: string;
}

/** Writes the notification of an alarm's change as CloudWatch words it. */
export function writeNotification(
  alarm: Alarm,
  before: AlarmState,
  { state, reason }: Evaluation,
  at: Date,
): Notification {
  const where = `in the ${REGION_NAME} region`;
  const dimensions = Object.entries(alarm.dimensions)
    .map(([name, value]) => `${name} = ${value}`)
    .join(", ");
  const text = [
    `You are receiving this email because your Amazon CloudWatch Alarm "${alarm.name}" ${where} has entered the ${state} state, because "${reason}" at "${at.toUTCString()}".`,
    "",
    "Alarm Details:",
    ...rows({
      Name: alarm.name,
      Description: alarm.alarmDescription,
      "State Change": `${before} -> ${state}`,
      "Reason for State Change": reason,
      Timestamp: at.toUTCString(),
      "AWS Account": ACCOUNT_ID,
      "Alarm Arn": alarm.arn,
    }),
    "",
    "Threshold:",
    `- The alarm is in the ALARM state when the metric is ${alarm.comparisonOperator} ${String(alarm.threshold)} for at least ${String(alarm.datapointsToAlarm)} of the last ${String(alarm.evaluationPeriods)} period(s) of ${String(alarm.period)} seconds.`,
    "",
    "Monitored Metric:",
    ...rows({
      MetricNamespace: alarm.namespace,
      MetricName: alarm.metricName,
      Dimensions: `[${dimensions}]`,
      Period: `${String(alarm.period)} seconds`,
      Statistic: alarm.statistic,
      TreatMissingData: alarm.treatMissingData,
      Region: REGION,
    }),
  ].join("\n");
  return { subject: `${state}: "${alarm.name}" in ${REGION_NAME}`, text };
}

function rows(values: Readonly<Record<string, string>>): string[] {
  return Object.entries(values).map(([name, value]) => `- ${`${name}:`.padEnd(27)} ${value}`);
}
