import { createAsking } from "./asking.ts";
import { createCharters } from "./charters.ts";
import { createSending, type OpenQueue } from "./sending.ts";

/**
 * Makes what the calls of every feature go through (`calls.ts` in its room). `open` opens the queue of writes;
 * `onSignedOut` hears of every 401 but the sign-in's own.
 */
export function createClient(open: OpenQueue, onSignedOut: () => void) {
  const { call, readPaths } = createAsking(onSignedOut);
  const { send, queue, author, writeAs } = createSending(open, call, onSignedOut);
  return {
    call,
    /** What was read since the page was opened. */
    readPaths,
    send,
    /** What waits on this device, to be tried again or given up. */
    queue,
    /** As whom writes are made. */
    author,
    writeAs,
    charters: createCharters(call, send),
  };
}

export type Client = ReturnType<typeof createClient>;
