import * as v from "valibot";

import type { ApiResult, Sent } from "../api/apiFetch.ts";
import { isProblem } from "../api/failure.ts";
import { writeBoard } from "./board.ts";
import { openStore, type Store } from "./database.ts";
import { show, showEverywhere, type Desk, type Listener } from "./desk.ts";
import type { Write } from "./entry.ts";
import { QUEUE_NAME } from "../device/names.ts";
import { within } from "../device/within.ts";
import { lookWhetherItLasts } from "./lasting.ts";
import { makeRounds } from "./rounds.ts";

/** How long a form waits for an answer before it lets the person go on, in ms. The write goes on being sent. */
const PATIENCE_MS = 8_000;

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
  const desk: Desk = { store, channel: new BroadcastChannel(QUEUE_NAME), listener, awaited: new Map() };
  const push = makeRounds(desk);
  pushOnOccasion(push);
  desk.channel.addEventListener("message", () => {
    show(desk).catch(() => undefined);
    listener.onNews();
  });
  void lookWhetherItLasts();
  await show(desk);
  return {
    push,
    send: async (write, answer) => {
      const final = await put(desk, push, write, answer, () => store.add(write));
      // The form shows the refusal and keeps what was typed, so the queue need not.
      if (isRefusal(final)) await forget(store, write.id).catch(() => undefined);
      await showEverywhere(desk).catch(() => undefined);
      return final;
    },
    decide: async (seq, write, answer) => {
      const final = await put(desk, push, write, answer, () => store.change(seq, { write, refusal: null }));
      await showEverywhere(desk).catch(() => undefined);
      return final;
    },
    retry: async (seq) => {
      await store.change(seq, { refusal: null });
      await showEverywhere(desk);
      await push();
    },
    discard: async (seq) => {
      await store.remove(seq);
      await showEverywhere(desk);
      listener.onNews();
      quietly(push);
    },
    setAccount: (email) => store.setAccount(email),
  };
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

/** Has a write on disk by `keep`, sends it, and waits a while for what the server says. */
async function put<T>(
  { awaited }: Desk,
  push: () => Promise<void>,
  { id }: Write,
  answer: v.GenericSchema<unknown, T>,
  keep: () => Promise<void>,
): Promise<Sent<T>> {
  const decided = new Promise<ApiResult<unknown>>((resolve) => {
    awaited.set(id, resolve);
  });
  try {
    await keep();
  } catch (fault) {
    awaited.delete(id);
    throw fault;
  }
  // A round that is over without a word about it has left it in the queue; so has one that takes too long.
  const round = push().then(() => undefined);
  const result = await within(PATIENCE_MS, Promise.race([decided, round])).catch(() => {
    writeBoard({ unanswered: true });
    return undefined;
  });
  awaited.delete(id);
  return read(result, answer);
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
