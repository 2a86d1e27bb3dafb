import * as v from "valibot";

import { apiFetch, type ApiResult } from "../api/apiFetch.ts";
import type { Store } from "./database.ts";
import type { Entry, Write } from "./entry.ts";
import { judge, nextEntry, type Verdict } from "./queue.ts";

export interface SenderPort {
  readonly store: Store;
  readonly post: (write: Write) => Promise<ApiResult<unknown>>;
  /** Keeps on this device what the answer tells of the charter. */
  readonly keep: (write: Write, answer: unknown) => Promise<void>;
  /** Hears of every attempt, once what it means is on disk; the next one waits for it. */
  readonly onAnswer?: (entry: Entry, verdict: Verdict, result: ApiResult<unknown>) => Promise<void> | void;
}

/** How a round ended: nothing left that can be sent, or something that must be tried later, or somebody must sign in. */
export type RoundEnd = "idle" | "later" | "signed-out";

/** An acknowledgment is a JSON object: a page of a guest Wi-Fi that answers 200 takes nothing out of the queue. */
const Acknowledgment = v.looseObject({});

/** Sends a write as its request stands, in the name of whoever made it. */
export function postWrite({ method, path, body, by }: Write): Promise<ApiResult<unknown>> {
  return apiFetch({ method, path, body, author: by, answer: Acknowledgment });
}

/**
 * Sends what can be sent, one write after the other. A write leaves the queue only after its answer: a page that is
 * closed, or a server that dies in between, leaves it there to be sent again under the same ids. The caller holds the lock.
 */
export async function sendRound({ store, post, keep, onAnswer }: SenderPort): Promise<RoundEnd> {
  const resting = new Set<string>();
  let nobodys = false;
  let end: RoundEnd = "idle";
  for (;;) {
    // Anew for each: somebody may have signed out in the middle of a round, which an answer can hold up for long.
    const account = nobodys ? null : await store.account();
    const entry = nextEntry(await store.list(), { account, resting });
    if (entry === undefined) return end;
    const result = await post(entry.write);
    const verdict = judge(result);
    // Who has signed out meanwhile has wiped what was kept. A full disk must not keep a write in the queue.
    if (result.ok && (await store.account()) === account) await keep(entry.write, result.data).catch(() => undefined);
    await record(store, entry, verdict);
    await onAnswer?.(entry, verdict, result);
    if (verdict.kind === "signed-out") {
      // What anybody may send still goes.
      nobodys = true;
      end = "signed-out";
      if (entry.write.by === "") resting.add(entry.write.slug);
    }
    // Somebody else has signed in since this round began, and sends what is theirs.
    if (verdict.kind === "not-theirs") nobodys = true;
    if (verdict.kind === "later") {
      if (verdict.far) return "later";
      resting.add(entry.write.slug);
      end = "later";
    }
  }
}

async function record(store: Store, { seq, tries }: Entry, verdict: Verdict): Promise<void> {
  if (verdict.kind === "sent") await store.remove(seq);
  else if (verdict.kind !== "not-theirs")
    await store.change(seq, { tries: tries + 1, ...(verdict.kind === "refused" ? { refusal: verdict.refusal } : {}) });
}
