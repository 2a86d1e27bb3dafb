/** The metrics that the Lambda writes into its log, and that alarms and dashboard read. */

export const METRIC_NAMESPACE = "ShipCaptainCrew";
/** What tells the metrics of one stack from another's. */
export const METRIC_DIMENSION = "Stack";

/** Each metric with its unit. */
export const METRICS = {
  PaymentLogged: "Count",
  MailSent: "Count",
  MailDelayed: "Count",
  MailFailed: "Count",
  OutboxAgeSeconds: "Seconds",
  OutboxPending: "Count",
  SignInFailed: "Count",
  SignInThrottled: "Count",
  WaiverSigned: "Count",
  SigningThrottled: "Count",
  RequestFailed: "Count",
  BrokenItem: "Count",
  UnstampedAgeSeconds: "Seconds",
} as const;
export type MetricName = keyof typeof METRICS;
