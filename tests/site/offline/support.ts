import "fake-indexeddb/auto";
import { openDB } from "idb";

import type { ApiResult } from "../../../site/api/apiFetch.ts";
import { openStore, type Store } from "../../../site/offline/database.ts";
import type { Entry, Write } from "../../../site/offline/entry.ts";
import { idOf, NOW } from "../support.ts";

export const SLUG = "2026-05-23-jane-afternoon";
export const ME = "cody@example.com";

/** A write that says its number. */
export function writeOf(number: number, part: Partial<Write> = {}): Write {
  return {
    id: idOf(number),
    slug: SLUG,
    subjects: [`patron:${number}`],
    kind: "change-patron",
    method: "PATCH",
    path: `/api/event/${SLUG}/patrons/${number}`,
    body: { number },
    sentence: `Write ${number}`,
    by: ME,
    by_name: "Cody Crew",
    at: NOW,
    ...part,
  };
}

export function entryOf(number: number, part: Partial<Write> = {}, refused = false): Entry {
  return {
    seq: number,
    write: writeOf(number, part),
    tries: 0,
    refusal: refused ? { title: "No", detail: "Not like this." } : null,
  };
}

let databases = 0;

/** Opens a database that no other test sees; the same name again is the same device after a restart. */
export async function openDevice(name = `device-${(databases += 1)}`): Promise<Store & { readonly name: string }> {
  return { ...(await openStore(name)), name };
}

/** Changes what lies in a device's queue as another build might, and answers it as it lies there then. */
export async function rewrite(
  name: string,
  change: (value: Readonly<Record<string, unknown>>, index: number) => unknown,
): Promise<readonly unknown[]> {
  const database = await openDB(name, 1);
  const { store, done } = database.transaction("writes", "readwrite");
  const [keys, values] = [await store.getAllKeys(), (await store.getAll()) as Record<string, unknown>[]];
  for (const [index, value] of values.entries()) await store.put(change(value, index), keys[index]);
  await done;
  const after: unknown[] = await database.getAll("writes");
  database.close();
  return after;
}

/** A refusal as the server words it. */
export function problem(status: number, title = "No"): ApiResult<never> {
  return {
    ok: false,
    kind: "problem",
    status,
    problem: { type: "/problems/conflict", title, status, detail: "Not like this." },
  };
}

/** Somebody else has signed in by now. */
export const OTHER_AUTHOR: ApiResult<never> = {
  ok: false,
  kind: "problem",
  status: 409,
  problem: { type: "/problems/other-author", title: "Ben is signed in on this device now", status: 409 },
};

export const DONE: ApiResult<unknown> = { ok: true, status: 200, data: {} };
export const LOST: ApiResult<never> = { ok: false, kind: "offline" };
