import type { CallWatcher } from "../dynamodb/engine.ts";
import type { Fate, Faults } from "../dynamodb/faults.ts";
import type { TableCall } from "../dynamodb/tables.ts";
import type { Session, Sessions } from "../lambda/sessions.ts";

/**
 * Does to the calls of functions what a test decides, one after the other as they arrive. What an environment that was killed, or
 * will be after a call, still has on the way is not done: a run depends on the decisions and on nothing that is in flight.
 */
export function watchCalls({ onTableCall }: Faults, sessions: Sessions): CallWatcher {
  const doomed = new Map<string, Session>();
  const kill = async (accessKeyId: string): Promise<void> => {
    await doomed.get(accessKeyId)?.kill();
    doomed.delete(accessKeyId);
  };
  const decideOne = async (accessKeyId: string, { action, input }: TableCall): Promise<Fate> => {
    const session = sessions.find(accessKeyId);
    if (session === undefined) return "kill before";
    const { functionName, number: environment } = session;
    const fate = await onTableCall({ functionName, environment, action, input });
    if (fate !== "kill before" && fate !== "kill after") return fate;
    doomed.set(accessKeyId, session);
    sessions.leave(accessKeyId);
    if (fate === "kill before") await kill(accessKeyId);
    return fate;
  };
  let turn: Promise<unknown> = Promise.resolve();
  return {
    kill,
    decide: (accessKeyId, call) => {
      const fate = turn.then(() => decideOne(accessKeyId, call));
      turn = fate.catch(() => undefined);
      return fate;
    },
  };
}
