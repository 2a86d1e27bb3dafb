import { useCallback, useEffect, useMemo, useRef, useState } from "preact/hooks";

import type { SessionResponse } from "../../rules/contract/api/session.ts";
import { explain, type Explanation } from "../api/failure.ts";
import { createClient } from "../client/client.ts";
import { writeBoard } from "../offline/board.ts";
import type { Listener } from "../offline/desk.ts";
import { askSession } from "../session/calls.ts";
import { loadLater } from "../ui/loadLater.ts";
import { concerns, openSessionNews } from "./sessionNews.ts";

const openDelivery = async (listener: Listener) => {
  const part = await loadLater();
  // Before the queue tells what waits.
  writeBoard({ lay: part.withWaiting });
  return part.openDelivery({
    ...listener,
    onAnswered: part.hearAnswer,
    onKept: part.hearKept,
    onAccount: part.recallOverruled,
  });
};

/** Makes the client, asks who is signed in, and hears when nobody is any more, or somebody else: here or on another page. */
export function useSession() {
  const [session, setSession] = useState<SessionResponse>();
  const [failure, setFailure] = useState<Explanation>();
  const [expired, setExpired] = useState(false);
  // What is heard comes between two renderings.
  const shown = useRef<SessionResponse | undefined>(undefined);
  const news = useMemo(openSessionNews, []);
  const client = useMemo(
    () =>
      createClient(openDelivery, {
        onSignedOut: () => {
          if (shown.current?.account) end(shown.current);
        },
        onSomebodyElse: () => {
          load();
        },
      }),
    [],
  );
  const emailOf = (of: SessionResponse | undefined): string | null => of?.account?.email ?? null;
  function show(next: SessionResponse, hasExpired = false): void {
    shown.current = next;
    setSession(next);
    setExpired(hasExpired);
  }
  function end(before: SessionResponse): void {
    const after = { ...before, account: null };
    show(after, true);
    news.tell({ before: emailOf(before), session: after, expired: true });
  }
  const load = useCallback(() => {
    setFailure(undefined);
    void askSession(client).then((result) => {
      if (result.ok) show(result.data);
      else setFailure(explain(result));
    });
  }, [client]);
  useEffect(load, [load]);
  useEffect(
    () =>
      news.hear((told) => {
        if (!concerns(told, emailOf(shown.current))) return;
        // Who comes back after their session has expired finds what waits as theirs.
        if (!told.expired) client.writeAs(told.session);
        setFailure(undefined);
        show(told.session, told.expired);
      }),
    [news, client],
  );
  /** Takes a session that somebody began or ended here. */
  const take = (next: SessionResponse): void => {
    news.tell({ before: emailOf(shown.current), session: next, expired: false });
    show(next);
  };
  /** Whoever is here has signed out, and the server does not answer. */
  const leave = (): void => {
    if (shown.current === undefined) return;
    const nobody = { ...shown.current, account: null };
    client.writeAs(nobody);
    take(nobody);
  };
  return { client, session, failure, expired, load, take, leave };
}
