import { beforeEach, describe, expect, it, vi, afterEach } from "vitest";

import { problemType, type ProblemCode } from "../../rules/contract/api/problem.ts";
import type { SessionResponse } from "../../rules/contract/api/session.ts";
import type { ApiRequest, ApiResult } from "../../site/api/apiFetch.ts";
import type { Client } from "../../site/client/client.ts";
import { isSigningOut, noteSigningOut } from "../../site/device/signingOut.ts";
import { askSession, settleSigningOut, signOut } from "../../site/session/calls.ts";
import { sessionOf } from "./support.ts";

type Result = ApiResult<SessionResponse>;
const OFFLINE: Result = { ok: false, kind: "offline" };
const problem = (status: number, code: ProblemCode = "not-signed-in"): Result => ({
  ok: false,
  kind: "problem",
  status,
  problem: { type: problemType(code), title: "No", status },
});
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
  const queue = vi.fn(() => Promise.reject(new Error("No storage.")));
  const client = { call, queue, writeAs: () => undefined } as unknown as Client;
  return { client, calls, queue };
}

const UNHEARD = "You are signed out on this device";

describe("Signing out", () => {
  it("lets go at once of whoever is here and of all that was kept, before any answer", async () => {
    let answer: (result: Result) => void = () => undefined;
    const { client, calls } = clientOf({
      DELETE: () =>
        new Promise<Result>((resolve) => {
          answer = resolve;
        }),
    });
    const letGo = vi.fn(() => {
      // By then it is sent, as whoever leaves.
      expect(calls).toEqual(["DELETE"]);
    });
    expect(await signOut(client, letGo)).toBe("let-go");
    expect([letGo.mock.calls.length, isSigningOut(), wiped.mock.calls.length]).toEqual([1, true, 2]);
    answer(of(null));
    await vi.waitFor(() => {
      expect([isSigningOut(), wiped.mock.calls.length]).toEqual([false, 4]);
    });
  });

  it.each<Result>([
    OFFLINE,
    { ok: false, kind: "timeout" },
    { ok: false, kind: "garbled" },
    problem(500),
    problem(403),
  ])("is noted for the server where it does not hear of it (%o)", async (none) => {
    const { client } = clientOf({ GET: of("jane@example.com"), DELETE: () => none });
    expect(await signOut(client, () => undefined)).toBe("let-go");
    expect(await askSession(client)).toMatchObject({ problem: { title: UNHEARD } });
    expect([isSigningOut(), wiped.mock.calls.length]).toEqual([true, 2]);
  });

  it.each([problem(401), problem(409, "other-author")])(
    "is over where there is no session to end any more, or somebody else’s (%o)",
    async (none) => {
      const { client } = clientOf({ GET: of("kim@example.com"), DELETE: () => none });
      expect(await signOut(client, () => undefined)).toBe("let-go");
      expect(await askSession(client)).toEqual(of("kim@example.com"));
      expect(isSigningOut()).toBe(false);
    },
  );

  it("is not claimed where this browser can note nothing", async () => {
    vi.stubGlobal("localStorage", undefined);
    const { client } = clientOf({ DELETE: () => OFFLINE });
    const letGo = vi.fn();
    expect(await signOut(client, letGo)).toEqual(OFFLINE);
    expect([letGo.mock.calls.length, wiped.mock.calls.length]).toEqual([0, 0]);
  });
});

describe("While the server has not heard of it", () => {
  beforeEach(() => noteSigningOut(true));

  it("a page shows nobody, whatever is kept or answered, until it has ended the session", async () => {
    const away = clientOf({ GET: of("jane@example.com"), DELETE: () => OFFLINE });
    expect(await askSession(away.client)).toMatchObject({ problem: { title: "You are signed out on this device" } });
    expect([away.calls, isSigningOut()]).toEqual([["DELETE"], true]);
    // The queue, which the worker sends from too, hears that it is nobody's.
    expect(away.queue).toHaveBeenCalled();

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
