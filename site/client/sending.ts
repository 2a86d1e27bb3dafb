import type * as v from "valibot";

import type { SessionResponse } from "../../rules/contract/api/session.ts";
import { isWithinYears } from "../../rules/contract/years.ts";
import type { Sent } from "../api/apiFetch.ts";
import { wrongClock } from "../api/failure.ts";
import { untilIdle } from "../device/idle.ts";
import { openOnce } from "../device/openOnce.ts";
import { QUEUE_MS, within } from "../device/within.ts";
import { announceNews, writeBoard } from "../offline/board.ts";
import type { Delivery } from "../offline/delivery.ts";
import type { Listener } from "../offline/desk.ts";
import type { Write } from "../offline/entry.ts";
import type { Author } from "../offline/writes.ts";
import type { Call } from "./asking.ts";

/** Opens the queue of writes. */
export type OpenQueue = (listener: Listener) => Promise<Delivery>;
/** Sends a write now or, where that does not work, as soon as it does. */
export type Send = <T>(write: Write, answer: v.GenericSchema<unknown, T>) => Promise<Sent<T>>;

/** Makes what sends writes that may wait, as whoever is signed in. */
export function createSending(open: OpenQueue, call: Call, onSignedOut: () => void) {
  let author: Author = { by: "", by_name: "", currency: "USD", newId: () => crypto.randomUUID() };
  /** The first write may open it before somebody is met: it must know by then whose writes may go. */
  const queue = openOnce(async () => {
    try {
      const opened = await open(onBoard(onSignedOut));
      await opened.setAccount(author.by === "" ? null : author.by);
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
    return opened === undefined
      ? call({ method: write.method, path: write.path, body: write.body, answer })
      : opened.send(write, answer);
  };
  /** From now on writes are theirs, and what waits of theirs goes out. The queue is not needed to show the first screen. */
  function writeAs({ account, company }: SessionResponse): void {
    author = { ...author, by: account?.email ?? "", by_name: account?.name ?? "", currency: company.currency };
    untilIdle()
      .then(queue)
      .then(async (opened) => {
        await opened.setAccount(account?.email ?? null);
        await opened.push();
      })
      .catch(() => undefined);
  }
  return { send, queue, writeAs, author: () => author };
}

function onBoard(onSignedOut: () => void): Listener {
  return {
    onEntries: (entries, unread) => {
      writeBoard({ entries, unread });
    },
    onNews: announceNews,
    onSignedOut,
  };
}
