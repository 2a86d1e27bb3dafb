import type { CallWatcher } from "../dynamodb/engine.ts";
import type { Fate, Faults } from "../dynamodb/faults.ts";
import type { TableCall } from "../dynamodb/tables.ts";
import type { Session, Sessions } from "../lambda/sessions.ts";

/** An environment that is killed, or will be after a call. */
interface Doomed {
  session: Session;
  death: Promise<void>;
  died: () => void;
}

function doom(session: Session): Doomed {
  let died = (): void => undefined;
  const death = new Promise<void>((resolve) => {
    died = resolve;
  });
  return { session, death, died };
}

/**
 * Does to the calls of functions what a test decides, one after the other as they arrive. What an environment that was killed, or
 * will be after a call, still has on the way is not done: a run depends on the decisions and on nothing that is in flight.
 */
export function watchCalls({ onTableCall }: Faults, sessions: Sessions): CallWatcher {
  const doomed = new Map<string, Doomed>();
  const kill = async (accessKeyId: string): Promise<void> => {
    const one = doomed.get(accessKeyId);
    await one?.session.kill();
    one?.died();
  };
  const decideOne = async (accessKeyId: string, { action, input }: TableCall): Promise<Fate> => {
    const session = sessions.find(accessKeyId);
    if (session === undefined) {
      // Told sooner, an environment that is to be killed after a call would see its others fail, and answer.
      await doomed.get(accessKeyId)?.death;
      return "kill before";
    }
    const { functionName, number: environment } = session;
    const fate = await onTableCall({ functionName, environment, action, input });
    if (fate !== "kill before" && fate !== "kill after") return fate;
    doomed.set(accessKeyId, doom(session));
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
