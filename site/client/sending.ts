import type * as v from "valibot";

import type { SessionResponse } from "../../rules/contract/api/session.ts";
import { isWithinYears } from "../../rules/contract/years.ts";
import type { Sent } from "../api/apiFetch.ts";
import { wrongClock } from "../api/failure.ts";
import { untilIdle } from "../device/idle.ts";
import { openOnce } from "../device/openOnce.ts";
import { QUEUE_MS } from "../device/deadlines.ts";
import { within } from "../device/within.ts";
import { announceNews, readBoard, writeBoard } from "../offline/board.ts";
import type { Delivery } from "../offline/delivery.ts";
import type { Listener } from "../offline/desk.ts";
import type { Write } from "../offline/entry.ts";
import { showSent } from "../offline/sent.ts";
import { isSomebodyElses, type Call, type SessionListener } from "./asking.ts";
import type { createAuthor } from "./author.ts";

/** Opens the queue of writes. */
export type OpenQueue = (listener: Listener) => Promise<Delivery>;
/** Sends a write now or, where that does not work, as soon as it does. */
export type Send = <T>(write: Write, answer: v.GenericSchema<unknown, T>) => Promise<Sent<T>>;

interface Person extends SessionListener, ReturnType<typeof createAuthor> {}

/** Makes what sends writes that may wait, as whoever is signed in. */
export function createSending(open: OpenQueue, call: Call, { author, become, onSignedOut, onSomebodyElse }: Person) {
  const signedIn = (): string | null => author().by || null;
  /** The first write may open it before somebody is met: it must know by then whose writes may go. */
  const queue = openOnce(async () => {
    try {
      const opened = await open({ onEntries, onNews: announceNews, onSignedOut, onSomebodyElse });
      await opened.setAccount(signedIn());
      writeBoard({ keeps: true });
      return opened;
    } catch (fault) {
      writeBoard({ keeps: false });
      throw fault;
    }
  });
  const send: Send = async (write, answer) => {
    if (!isWithinYears(write.at)) return wrongClock();
    const opened = await within(QUEUE_MS, queue()).catch(() => undefined);
    // Without a queue (no storage in this browser, or its script does not load) a write is sent as any other request.
    const atOnce = () => call({ method: write.method, path: write.path, body: write.body, answer });
    if (opened === undefined) return atOnce();
    const result = await opened.send(write, answer).catch(atOnce);
    if (!result.ok && result.kind !== "waiting" && isSomebodyElses(result)) onSomebodyElse();
    return result;
  };
  /** From now on writes are theirs, and what waits of theirs goes out. The queue is not needed to show the first screen. */
  function writeAs(session: SessionResponse): void {
    if (signedIn() !== (session.account?.email ?? null)) writeBoard({ sent: [] });
    const leaves = signedIn() !== null && session.account === null;
    become(session);
    // What whoever leaves has here must not go out under a session that is about to end.
    (leaves ? queue() : untilIdle().then(queue))
      .then(async (opened) => {
        await opened.setAccount(signedIn());
        await opened.push();
      })
      .catch(() => undefined);
  }
  return { send, queue, writeAs };
}

const onEntries: Listener["onEntries"] = (entries, unread) => {
  // What another page, or the worker, has sent is no longer there either.
  showSent(readBoard().entries.filter(({ seq }) => entries.every((entry) => entry.seq !== seq)));
  writeBoard({ entries, unread });
};
