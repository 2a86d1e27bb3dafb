import { beforeEach, describe, expect, it, vi, afterEach } from "vitest";

import type { SessionResponse } from "../../rules/contract/api/session.ts";
import type { ApiRequest, ApiResult } from "../../site/api/apiFetch.ts";
import type { Client } from "../../site/client/client.ts";
import { isSigningOut, noteSigningOut } from "../../site/device/signingOut.ts";
import { askSession, settleSigningOut, signOut } from "../../site/session/calls.ts";
import { sessionOf } from "./support.ts";

type Result = ApiResult<SessionResponse>;
const OFFLINE: Result = { ok: false, kind: "offline" };
const of = (email: string | null): Result => ({ ok: true, status: 200, data: sessionOf(email) });

const kept = new Map<string, string>();
const wiped = vi.fn<(name: string) => Promise<boolean>>(() => Promise.resolve(true));

beforeEach(() => {
  kept.clear();
  wiped.mockClear();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  });
  vi.stubGlobal("caches", { delete: wiped });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

/** A client whose calls are answered by method. */
function clientOf(answers: { readonly GET?: Result; readonly DELETE: () => Result | Promise<Result> }) {
  const calls: string[] = [];
  const call = async ({ method = "GET" }: ApiRequest<unknown>) => {
    calls.push(method);
    return method === "DELETE" ? answers.DELETE() : (answers.GET ?? OFFLINE);
  };
  // It is asked for nothing but the session.
  const client = { call, writeAs: () => undefined } as unknown as Client;
  return { client, calls };
}

describe("Signing out", () => {
  it("is done, with all that was kept, where the server answers", async () => {
    const { client } = clientOf({ DELETE: () => of(null) });
    expect(await signOut(client)).toEqual(of(null));
    expect([isSigningOut(), wiped.mock.calls.length]).toEqual([false, 2]);
  });

  it.each<Result>([OFFLINE, { ok: false, kind: "timeout" }, { ok: false, kind: "garbled" }])(
    "is done on the device where no answer comes (%o), and noted for the server",
    async (none) => {
      const { client } = clientOf({ DELETE: () => none });
      expect(await signOut(client)).toBe("later");
      expect([isSigningOut(), wiped.mock.calls.length]).toEqual([true, 2]);
    },
  );

  it("is not claimed where this browser can note nothing", async () => {
    vi.stubGlobal("localStorage", undefined);
    const { client } = clientOf({ DELETE: () => OFFLINE });
    expect(await signOut(client)).toEqual(OFFLINE);
    expect(wiped).not.toHaveBeenCalled();
  });
});

describe("While the server has not heard of it", () => {
  beforeEach(() => noteSigningOut(true));

  it("a page shows nobody, whatever is kept or answered, until it has ended the session", async () => {
    const away = clientOf({ GET: of("jane@example.com"), DELETE: () => OFFLINE });
    expect(await askSession(away.client)).toMatchObject({ problem: { title: "You are signed out on this device" } });
    expect([away.calls, isSigningOut()]).toEqual([["DELETE"], true]);

    const back = clientOf({ GET: of("jane@example.com"), DELETE: () => of(null) });
    expect(await askSession(back.client)).toEqual(of(null));
    expect([back.calls, isSigningOut(), wiped.mock.calls.length]).toEqual([["DELETE"], false, 2]);
    await askSession(back.client);
    expect(back.calls).toEqual(["DELETE", "GET"]);
  });

  it("it is told once at a time: a second answer could end the session of whoever has signed in by then", async () => {
    let answer: (result: Result) => void = () => undefined;
    const { client, calls } = clientOf({
      DELETE: () =>
        new Promise<Result>((resolve) => {
          answer = resolve;
        }),
    });
    const both = Promise.all([settleSigningOut(client), settleSigningOut(client)]);
    await Promise.resolve();
    answer(of(null));
    await both;
    expect([calls, isSigningOut()]).toEqual([["DELETE"], false]);
  });
});
