/** The states of an alarm. */
export type AlarmState = "OK" | "ALARM" | "INSUFFICIENT_DATA";

/** What an alarm makes of its data points: so many of so many must be breaching. */
export interface AlarmRule {
  datapointsToAlarm: number;
  evaluationPeriods: number;
  treatMissingData: "breaching" | "notBreaching" | "ignore" | "missing";
}

/**
 * CloudWatch looks at more periods than it was told to, to find real data where the newest is missing. How many more it
 * does not promise; its examples, here taken as the rule, show two.
 */
export const EXTRA_PERIODS = 2;

/**
 * Decides an alarm's state from its evaluation range, oldest point first: breaching or not, undefined where it is missing.
 * Source: CloudWatch user guide, "Configuring how CloudWatch alarms treat missing data"; its tables are in the tests.
 */
export function evaluatePoints(
  range: readonly (boolean | undefined)[],
  rule: AlarmRule,
  current: AlarmState,
): AlarmState {
  const { datapointsToAlarm, evaluationPeriods, treatMissingData } = rule;
  const decide = (breaching: number): AlarmState => (breaching >= datapointsToAlarm ? "ALARM" : "OK");
  const real = range.filter((point) => point !== undefined);
  const used = real.slice(-evaluationPeriods);
  const breaching = used.filter(Boolean).length;
  const missing = evaluationPeriods - used.length;
  if (missing === 0 || treatMissingData === "notBreaching") return decide(breaching);
  if (treatMissingData === "breaching") return decide(breaching + missing);
  if (used.length === 0) return treatMissingData === "missing" ? "INSUFFICIENT_DATA" : current;
  if (breaching < used.length) return decide(breaching);
  // Nothing but breaching points, though too few of them: an old one is believed, a fresh one must not ring too early.
  const age = range.length - range.indexOf(true);
  return treatMissingData === "missing" && age >= datapointsToAlarm ? "ALARM" : current;
}
