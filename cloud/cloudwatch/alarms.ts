import type { Clock } from "../clock/clock.ts";
import type { Resource } from "../graph/graph.ts";
import type { Logs } from "../data/logs.ts";
import type { Topics } from "../sns/topics.ts";
import { evaluateAlarm, readAlarm, type Alarm, type Evaluation } from "./alarm.ts";
import type { AlarmState } from "./evaluate.ts";
import type { Monitoring } from "./monitoring.ts";
import { writeNotification } from "./notification.ts";

/** The realised alarms. */
export interface Alarms {
  /** The state of each, by name. */
  states(): Readonly<Record<string, AlarmState>>;
  /** Evaluates all of them as if it were that instant. */
  evaluate(at: Date): void;
  close(): void;
}

const EVERY_MS = 60_000;

/** Realises the declared alarms: evaluated every minute, each change published to the declared topics. */
export function realiseAlarms(
  resources: readonly Resource[],
  { topics, monitoring, logs, clock }: AlarmGround,
): Alarms {
  const alarms = resources.map(readAlarm);
  for (const { name, alarmActions, okActions, insufficientDataActions } of alarms) {
    const lost = [...alarmActions, ...okActions, ...insufficientDataActions].find((arn) => !topics.has(arn));
    if (lost !== undefined) throw new Error(`The alarm "${name}" publishes to ${lost}, which is not a declared topic.`);
  }
  const evaluate = (at: Date): void => {
    for (const alarm of alarms) evaluateOne(alarm, at, { topics, monitoring, logs, clock });
  };
  const timer = clock.every(EVERY_MS, () => {
    evaluate(new Date(clock.now()));
  });
  return {
    states: () =>
      Object.fromEntries(alarms.map(({ name }) => [name, monitoring.states.get(name) ?? "INSUFFICIENT_DATA"])),
    evaluate,
    close: () => {
      timer.cancel();
    },
  };
}

/** What alarms stand on. */
export interface AlarmGround {
  topics: Topics;
  monitoring: Monitoring;
  logs: Logs;
  clock: Clock;
}

function evaluateOne(alarm: Alarm, at: Date, ground: AlarmGround): void {
  const { metrics, states, startedAt } = ground.monitoring;
  const known = states.get(alarm.name);
  const before = known ?? "INSUFFICIENT_DATA";
  const evaluation = evaluateAlarm(alarm, metrics, before, { at: at.getTime(), startedAt });
  if (evaluation.state === before) return;
  states.set(alarm.name, evaluation.state);
  ground.logs.write({
    source: "cloudwatch",
    text: `alarm ${alarm.name}: ${before} -> ${evaluation.state}. ${evaluation.reason}`,
  });
  // On AWS a new alarm finds its way to OK before anybody has confirmed the subscription: that mail reaches nobody.
  if (known === undefined && evaluation.state === "OK") return;
  publish(alarm, before, evaluation, at, ground);
}

function publish(
  alarm: Alarm,
  before: AlarmState,
  evaluation: Evaluation,
  at: Date,
  { topics, logs }: AlarmGround,
): void {
  if (!alarm.actionsEnabled) return;
  const actions = { ALARM: alarm.alarmActions, OK: alarm.okActions, INSUFFICIENT_DATA: alarm.insufficientDataActions };
  const notification = writeNotification(alarm, before, evaluation, at);
  for (const topicArn of actions[evaluation.state]) {
    const refusal = topics.publish(
      { topicArn, service: "cloudwatch.amazonaws.com", sourceArn: alarm.arn },
      notification,
    );
    if (refusal !== undefined)
      logs.write({
        source: "cloudwatch",
        text: `alarm ${alarm.name}: Failed to execute action ${topicArn}. Received error: "${refusal}"`,
      });
  }
}
