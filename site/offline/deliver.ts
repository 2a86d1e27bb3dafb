import * as v from "valibot";

import { apiFetch, type ApiResult, type Sent } from "../api.ts";
import { openStore, type Store } from "./database.ts";
import type { Entry, Write } from "./entry.ts";
import { QUEUE_NAME } from "./names.ts";
import { delayAfter, type Verdict } from "./queue.ts";
import { postWrite, sendRound, type RoundEnd } from "./sender.ts";

/** How long a form waits for an answer before it lets the person go on, in ms. The write goes on being sent. */
const PATIENCE_MS = 8_000;

export interface Listener {
  /** The queue is not what it was. */
  readonly onEntries: (entries: readonly Entry[]) => void;
  /** The server took or refused something, or a person gave it up: what the screens show may be wrong now. */
  readonly onNews: () => void;
  readonly onSignedOut: () => void;
}

/** The queue as a page uses it. */
export interface Delivery {
  readonly send: <T>(write: Write, answer: v.GenericSchema<unknown, T>) => Promise<Sent<T>>;
  readonly retry: (seq: number) => Promise<void>;
  readonly discard: (seq: number) => Promise<void>;
  /** Sends what can be sent, now. */
  readonly push: () => Promise<void>;
  readonly setAccount: (email: string | null) => Promise<void>;
}

/** Opens this device's queue for a page, and keeps sending from it whenever there may be a network. */
export async function openDelivery(listener: Listener): Promise<Delivery> {
  const store = await openStore();
  const channel = new BroadcastChannel(QUEUE_NAME);
  /** Writes that a form still waits for: it shows them itself. */
  const awaited = new Map<string, (result: ApiResult<unknown>) => void>();
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function show(): Promise<void> {
    const entries = await store.list();
    listener.onEntries(entries.filter(({ write }) => !awaited.has(write.id)));
  }
  async function changed(): Promise<void> {
    channel.postMessage("changed");
    await show();
  }
  async function push(): Promise<void> {
    clearTimeout(timer);
    const verdicts: Verdict["kind"][] = [];
    const end = await navigator.locks.request(QUEUE_NAME, () => sendRound({
      store, post: postWrite,
      onAnswer: ({ write }, verdict, result) => {
        verdicts.push(verdict.kind);
        if (verdict.kind !== "later") awaited.get(write.id)?.(result);
        if (verdict.kind === "signed-out") listener.onSignedOut();
      },
    }));
    await plan(end);
    if (verdicts.length > 0) await changed();
    if (verdicts.includes("sent") || verdicts.includes("refused")) listener.onNews();
  }
  /** Tries again by itself: here after a while, and by the browser once there is a network, also when no page is open. */
  async function plan(end: RoundEnd): Promise<void> {
    failures = end === "later" ? failures + 1 : 0;
    if (end !== "later") return;
    clearTimeout(timer);
    timer = setTimeout(() => void push(), delayAfter(failures));
    await registerSync();
  }
  const send = async <T>(write: Write, answer: v.GenericSchema<unknown, T>): Promise<Sent<T>> => {
    const decided = new Promise<ApiResult<unknown>>((resolve) => { awaited.set(write.id, resolve); });
    try {
      await store.add(write);
    } catch {
      // This browser keeps nothing (a private window, a full disk): the form is told how it went, as without a queue.
      awaited.delete(write.id);
      return apiFetch({ method: write.method, path: write.path, body: write.body, answer });
    }
    const result = await Promise.race([decided, push().then(() => undefined, () => undefined), patience()]);
    awaited.delete(write.id);
    const final = read(result, answer);
    // The form shows the refusal and keeps what was typed, so the queue need not.
    if (!final.ok && final.kind === "problem" && final.status !== 401) await forget(store, write.id);
    await changed();
    return final;
  };
  for (const occasion of ["online", "focus", "pageshow"]) addEventListener(occasion, () => void push());
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") void push(); });
  channel.addEventListener("message", () => {
    void show();
    listener.onNews();
  });
  await show();
  return {
    send, push,
    retry: async (seq) => {
      await store.change(seq, { refusal: null });
      await push();
    },
    discard: async (seq) => {
      await store.remove(seq);
      await changed();
      listener.onNews();
    },
    setAccount: (email) => store.setAccount(email),
  };
}

/** Undefined is a write that nobody has decided on yet: it is safe, and waits. */
function read<T>(result: ApiResult<unknown> | undefined, answer: v.GenericSchema<unknown, T>): Sent<T> {
  if (result === undefined) return { ok: false, kind: "waiting" };
  if (!result.ok) return result;
  const data = v.safeParse(answer, result.data);
  return data.success ? { ...result, data: data.output } : { ok: false, kind: "garbled" };
}

async function forget(store: Store, id: string): Promise<void> {
  const entry = (await store.list()).find(({ write }) => write.id === id);
  if (entry !== undefined) await store.remove(entry.seq);
}

function patience(): Promise<undefined> {
  return new Promise((resolve) => { setTimeout(() => { resolve(undefined); }, PATIENCE_MS); });
}

/** Background Sync is Chromium's; elsewhere the next opening of the page sends. */
async function registerSync(): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  const registration = await navigator.serviceWorker.getRegistration();
  if (registration === undefined || !("sync" in registration)) return;
  const manager = v.safeParse(v.object({ register: v.function() }), registration.sync);
  // Refused where a person has turned it off: then the page sends as it does elsewhere.
  if (manager.success) await Promise.resolve(Reflect.apply(manager.output.register, registration.sync, [QUEUE_NAME])).catch(() => undefined);
}
