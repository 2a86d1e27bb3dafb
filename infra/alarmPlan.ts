import { EDGE_REGION, type Metric, type Metrics } from "./metrics.ts";

type TreatMissingData = "breaching" | "notBreaching";

/** One alarm, as plain data. */
export interface AlarmPlan {
  /** Its name without the stack, and the heading of its section in docs/operating.md. */
  readonly key: string;
  readonly meaning: string;
  readonly region: string;
  readonly metric: Metric;
  readonly statistic: "Sum" | "Average" | "Maximum" | "SampleCount";
  readonly comparisonOperator: "GreaterThanOrEqualToThreshold" | "LessThanThreshold";
  readonly threshold: number;
  /** Seconds. */
  readonly period: number;
  /** So many periods are looked at, and all of them must be bad. */
  readonly periods: number;
  readonly treatMissingData: TreatMissingData;
}

/** Where each alarm begins, and why there. */
const THRESHOLDS = {
  // The function answers the failures it foresees; one that Lambda counts is a crash or a timeout, and somebody saw it.
  functionErrors: 1,
  // A throttled call is a request that nobody answered. A handful of charters a day never comes near the limit.
  functionThrottles: 1,
  // CloudFront's rate is a mean over five minutes. Under twenty requests one failure is enough, and that is meant:
  // with so few visitors it is one person who got stuck. On a busy day single failures stay below.
  edgeFailurePercent: 5,
  // A mail that waits has been tried at 0, 1, 3 and 8 minutes by then (rules/mail/retries.ts): Gmail is not just hiccuping.
  outboxAgeSeconds: 1_800,
  // What cannot be read is missing from a list, a sum or a mailbox until somebody mends it.
  itemsBroken: 1,
  // A mail given up stays unsent until a person does something.
  mailsFailed: 1,
  // A crew member who mistypes is refused once or twice and stops; whoever goes on is a program.
  signInsThrottled: 5,
  // A charter of a hundred patrons stays far below every limit of signing, so one signature refused, or one mail of it
  // withheld, is a patron who stands at the dock without either, or somebody who floods.
  signingsThrottled: 1,
  // An authority may be away for a night; nobody at the dock notices, and each record is stamped once it is back.
  unstampedAgeSeconds: 21_600,
  // The sweep reports once a minute. Ten minutes without a report are neither a late start nor a deployment.
  sweeps: 1,
} as const;

const FIVE_MINUTES = 300;
const ONE_HOUR = 3_600;
const atLeast = { comparisonOperator: "GreaterThanOrEqualToThreshold", period: FIVE_MINUTES, periods: 1 } as const;
/** Nothing is counted while nothing happens: silence is good news. */
const quietIsGood = { ...atLeast, treatMissingData: "notBreaching" } as const;

/** Computes the alarms of a stack that lives in a region; `stamps`: it names an outside clock. */
export function alarmPlans(metrics: Metrics, region: string, stamps: boolean): AlarmPlan[] {
  return [
    ...(stamps ? [unstampedAge(metrics, region)] : []),
    {
      key: "function-errors",
      meaning: "The function crashed or ran out of time, so somebody's request failed or a sweep was lost.",
      region,
      metric: metrics.function("Errors"),
      statistic: "Sum",
      threshold: THRESHOLDS.functionErrors,
      ...quietIsGood,
    },
    {
      key: "function-throttles",
      meaning: "Lambda refused calls because the account's concurrency is used up.",
      region,
      metric: metrics.function("Throttles"),
      statistic: "Sum",
      threshold: THRESHOLDS.functionThrottles,
      ...quietIsGood,
    },
    {
      key: "edge-failures",
      meaning: "CloudFront answered visitors with 5xx errors.",
      // An alarm must live where its metric is.
      region: EDGE_REGION,
      metric: metrics.edge("5xxErrorRate"),
      statistic: "Average",
      threshold: THRESHOLDS.edgeFailurePercent,
      ...quietIsGood,
    },
    {
      key: "outbox-age",
      meaning: "A mail has been waiting for half an hour or longer.",
      region,
      metric: metrics.own("OutboxAgeSeconds"),
      statistic: "Maximum",
      threshold: THRESHOLDS.outboxAgeSeconds,
      // Without a sweep there is no age either; sweep-stopped is the alarm for that.
      ...quietIsGood,
    },
    {
      key: "mail-failed",
      meaning: "A mail was given up and will not be tried again by itself.",
      region,
      metric: metrics.own("MailFailed"),
      statistic: "Sum",
      threshold: THRESHOLDS.mailsFailed,
      ...quietIsGood,
    },
    {
      key: "broken-item",
      meaning:
        "Something in the table cannot be read, so a charter, an account or money is missing where it should show.",
      region,
      metric: metrics.own("BrokenItem"),
      statistic: "Sum",
      threshold: THRESHOLDS.itemsBroken,
      ...quietIsGood,
      // It is counted whenever somebody looks: an hour, so that one who looks now and then rings once.
      period: ONE_HOUR,
    },
    {
      key: "sign-in-throttled",
      meaning: "Sign-ins are being refused after too many wrong passwords.",
      region,
      metric: metrics.own("SignInThrottled"),
      statistic: "Sum",
      threshold: THRESHOLDS.signInsThrottled,
      ...quietIsGood,
    },
    {
      key: "signing-throttled",
      meaning: "Signatures were refused, or mails about them withheld, as too many came at once.",
      region,
      metric: metrics.own("SigningThrottled"),
      statistic: "Sum",
      threshold: THRESHOLDS.signingsThrottled,
      ...quietIsGood,
    },
    {
      key: "sweep-stopped",
      meaning: "The outbox has not been swept for ten minutes, so waiting mail is not sent.",
      region,
      metric: metrics.own("OutboxAgeSeconds"),
      statistic: "SampleCount",
      comparisonOperator: "LessThanThreshold",
      threshold: THRESHOLDS.sweeps,
      // Ten short periods ring sooner than two long ones: CloudWatch looks back past missing periods for real ones.
      period: 60,
      periods: 10,
      // No sample is exactly what this alarm is about.
      treatMissingData: "breaching",
    },
  ];
}

function unstampedAge(metrics: Metrics, region: string): AlarmPlan {
  return {
    key: "unstamped-age",
    meaning: "A signature has been waiting for its outside timestamp for six hours or longer.",
    region,
    metric: metrics.own("UnstampedAgeSeconds"),
    statistic: "Maximum",
    threshold: THRESHOLDS.unstampedAgeSeconds,
    ...quietIsGood,
  };
}

/** Says what an alarm means and where to read on; it is what the mail shows. */
export function alarmDescription({ key, meaning }: AlarmPlan): string {
  return `${meaning} What to do: docs/operating.md, section "${key}".`;
}
