import * as v from "valibot";

import type { ApiResult, Sent } from "../api/apiFetch.ts";
import { isProblem } from "../api/failure.ts";
import { writeBoard } from "./board.ts";
import { openStore, type Store } from "./database.ts";
import { show, showEverywhere, type Desk, type Listener } from "./desk.ts";
import type { Write } from "./entry.ts";
import { QUEUE_NAME } from "../device/names.ts";
import { SOON_MS } from "../device/deadlines.ts";
import { createPatience } from "../device/patience.ts";
import { TooLate, within } from "../device/within.ts";
import { lookWhetherItLasts } from "./lasting.ts";
import { makeRounds } from "./rounds.ts";
import { unshow } from "./sent.ts";

/** The queue as a page uses it. */
export interface Delivery {
  /** Rejects where this device keeps nothing (a private window, a full disk): then nothing was sent. */
  readonly send: <T>(write: Write, answer: v.GenericSchema<unknown, T>) => Promise<Sent<T>>;
  readonly retry: (seq: number) => Promise<void>;
  /** Sends an entry again as somebody has decided on it; refused again it stays. */
  readonly decide: <T>(seq: number, write: Write, answer: v.GenericSchema<unknown, T>) => Promise<Sent<T>>;
  /** Takes an entry out; what waited for the decision goes. */
  readonly discard: (seq: number) => Promise<void>;
  /** Sends what can be sent, now. */
  readonly push: () => Promise<void>;
  readonly setAccount: (email: string | null) => Promise<void>;
}

/** Opens this device's queue for a page, and keeps sending from it whenever there may be a network. */
export async function openDelivery(listener: Listener): Promise<Delivery> {
  const store = await openStore();
  const patience = createPatience(() => new Date());
  const desk: Desk = {
    store,
    channel: new BroadcastChannel(QUEUE_NAME),
    listener,
    awaited: new Map(),
    unshown: new Set(),
    patience,
  };
  const push = makeRounds(desk);
  pushOnOccasion(push);
  desk.channel.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
    listener.onAnswered?.(data);
    void hearWorker(desk);
    show(desk).catch(() => undefined);
    listener.onNews();
  });
  void lookWhetherItLasts();
  // Before anybody is met: what is another's is told them alone.
  await hearWorker(desk);
  await show(desk);
  return {
    push,
    send: (write, answer) =>
      put(desk, push, write, answer, {
        keep: () => store.add(write),
        // The form shows the refusal and keeps what was typed, so the queue need not.
        refused: () => forget(store, write.id),
      }),
    decide: (seq, write, answer) =>
      put(desk, push, write, answer, {
        keep: () => store.change(seq, { write, refusal: null }),
        refused: () => Promise.resolve(),
      }),
    retry: async (seq) => {
      await store.change(seq, { refusal: null });
      await showEverywhere(desk);
      await push();
    },
    discard: async (seq) => {
      await store.remove(seq);
      await showEverywhere(desk);
      unshow(seq);
      listener.onNews();
      quietly(push);
    },
    setAccount: (email) => {
      listener.onAccount?.(email);
      return store.setAccount(email);
    },
  };
}

/** A page that is gone before it has told what it takes has put it among what its reader has not read. */
async function hearWorker({ store, listener: { onKept } }: Desk): Promise<void> {
  if (onKept === undefined) return;
  const texts = await store.takeForPages().catch(() => []);
  texts.forEach(onKept);
}

/** Whenever there may be a network again, or somebody looks. */
function pushOnOccasion(push: () => Promise<void>): void {
  for (const occasion of ["online", "focus", "pageshow"])
    addEventListener(occasion, () => {
      quietly(push);
    });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") quietly(push);
  });
}

/** A device whose storage does not answer now is asked again at the next occasion. */
function quietly(push: () => Promise<void>): void {
  push().catch(() => undefined);
}

interface Keeping {
  readonly keep: () => Promise<void>;
  /** What becomes of what was kept and the server has refused. */
  readonly refused: () => Promise<void>;
}

/** Has a write on disk, sends it, and waits a while for what the server says: then it goes on being sent, and waits here. */
async function put<T>(
  desk: Desk,
  push: () => Promise<void>,
  { id }: Write,
  answer: v.GenericSchema<unknown, T>,
  { keep, refused }: Keeping,
): Promise<Sent<T>> {
  const { awaited, unshown, patience } = desk;
  const decided = new Promise<ApiResult<unknown>>((resolve) => {
    awaited.set(id, (result) => {
      unshown.add(id);
      resolve(result);
    });
  });
  unshown.add(id);
  try {
    await keep();
  } catch (fault) {
    awaited.delete(id);
    unshown.delete(id);
    throw fault;
  }
  const soon = setTimeout(() => {
    unshown.delete(id);
    show(desk).catch(() => undefined);
  }, SOON_MS);
  // A round that is over without a word about it has left it in the queue; so has one that takes too long.
  const round = push().then(() => undefined);
  const result = await within(patience.left(), Promise.race([decided, round])).catch((fault: unknown) => {
    if (fault instanceof TooLate) patience.ranOut();
    writeBoard({ unanswered: true });
    return undefined;
  });
  clearTimeout(soon);
  awaited.delete(id);
  const final = read(result, answer);
  if (isRefusal(final)) await refused().catch(() => undefined);
  unshown.delete(id);
  await showEverywhere(desk).catch(() => undefined);
  return final;
}

/** A write whose author is not signed in is refused to nobody: it stays until they are. */
function isRefusal(final: Sent<unknown>): boolean {
  return !final.ok && final.kind === "problem" && final.status !== 401 && !isProblem(final, "other-author");
}

/** Undefined is a write that nobody has decided on yet: it is safe, and waits. */
function read<T>(result: ApiResult<unknown> | undefined, answer: v.GenericSchema<unknown, T>): Sent<T> {
  if (result === undefined) return { ok: false, kind: "waiting" };
  if (!result.ok) return result;
  const data = v.safeParse(answer, result.data);
  // Whatever it says, it acknowledges the write, which is out of the queue.
  return data.success ? { ...result, data: data.output } : { ok: false, kind: "written" };
}

async function forget(store: Store, id: string): Promise<void> {
  const entry = (await store.list()).find(({ write }) => write.id === id);
  if (entry !== undefined) await store.remove(entry.seq);
}
