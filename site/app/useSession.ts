import { useCallback, useEffect, useMemo, useState } from "preact/hooks";

import type { SessionResponse } from "../../rules/contract/api/session.ts";
import { explain, type Explanation } from "../api/failure.ts";
import { createClient } from "../client/client.ts";
import { writeBoard } from "../offline/board.ts";
import type { Listener } from "../offline/desk.ts";
import { askSession } from "../session/calls.ts";
import { loadLater } from "../ui/loadLater.ts";

const openDelivery = async (listener: Listener) => {
  const part = await loadLater();
  // Before the queue tells what waits.
  writeBoard({ lay: part.withWaiting });
  return part.openDelivery(listener);
};

/** Makes the client, asks who is signed in, and hears when nobody is any more. */
export function useSession() {
  const [session, setSession] = useState<SessionResponse>();
  const [failure, setFailure] = useState<Explanation>();
  const [expired, setExpired] = useState(false);
  const client = useMemo(
    () =>
      createClient(openDelivery, {
        onSignedOut: () => {
          setExpired(true);
          setSession((before) => before && { ...before, account: null });
        },
        onSomebodyElse: () => {
          load();
        },
      }),
    [],
  );
  const load = useCallback(() => {
    setFailure(undefined);
    void askSession(client).then((result) => {
      if (result.ok) setSession(result.data);
      else setFailure(explain(result));
    });
  }, [client]);
  useEffect(load, [load]);
  /** Takes a session that somebody began or ended here. */
  const take = (next: SessionResponse): void => {
    setExpired(false);
    setSession(next);
  };
  return { client, session, failure, expired, load, take };
}
