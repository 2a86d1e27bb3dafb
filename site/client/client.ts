import { createAsking, type SessionListener } from "./asking.ts";
import { createAuthor } from "./author.ts";
import { createCharters } from "./charters.ts";
import { createSending, type OpenQueue } from "./sending.ts";

/**
 * Makes what the calls of every feature go through (`calls.ts` in its room). `open` opens the queue of writes;
 * the listener hears of every 401 but the sign-in's own.
 */
export function createClient(open: OpenQueue, listener: SessionListener) {
  const { author, become } = createAuthor();
  const { call, look, readPaths } = createAsking(listener, () => author().by);
  const { send, queue, writeAs } = createSending(open, call, { ...listener, author, become });
  return {
    call,
    /** Looks for news of what a screen shows. */
    look,
    /** What was read since the page was opened. */
    readPaths,
    send,
    /** What waits on this device, to be tried again or given up. */
    queue,
    /** As whom writes are made. */
    author,
    writeAs,
    charters: createCharters(call),
  };
}

export type Client = ReturnType<typeof createClient>;
