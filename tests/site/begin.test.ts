import { describe, expect, it, vi } from "vitest";

import type { SessionResponse } from "../../rules/contract/api/session.ts";
import type { ApiResult } from "../../site/api/apiFetch.ts";
import type { Call } from "../../site/client/asking.ts";
import { begin } from "../../site/session/calls.ts";
import { sessionOf } from "./support.ts";

type Result = ApiResult<SessionResponse>;
const shows = (email: string | null): Result => ({ ok: true, status: 200, data: sessionOf(email) });

/** Begins with what the API answered to a sign-in, before a server that then knows somebody by what the browser kept. */
async function beginWith(answered: Result, known: Result): Promise<{ result: Result; met: unknown[] }> {
  const writeAs = vi.fn();
  // It is asked for nothing but the session.
  const call = (() => Promise.resolve(known)) as Call;
  const result = await begin({ call, writeAs }, answered);
  return { result, met: writeAs.mock.calls.flat() };
}

describe("a sign-in that the API accepted", () => {
  it.each<[string, Result]>([
    ["the server knows whoever signed in", shows("jane@example.com")],
    ["the signal went at that moment", { ok: false, kind: "offline" }],
    [
      "the answer is one from before",
      { ok: true, status: 200, data: sessionOf(null), keptAt: "2026-05-23T18:00:00.000Z" },
    ],
  ])("counts where %s", async (_, known) => {
    const signedIn = shows("jane@example.com");
    expect(await beginWith(signedIn, known)).toEqual({ result: signedIn, met: [sessionOf("jane@example.com")] });
  });

  it.each([
    ["nobody", null],
    ["somebody else, by an older cookie", "kim@example.com"],
  ])("is not kept where the server knows %s", async (_, email) => {
    const { result, met } = await beginWith(shows("jane@example.com"), shows(email));
    expect(result).toMatchObject({ ok: false, problem: { title: "This browser did not keep the sign-in" } });
    expect(met).toEqual([]);
  });

  it("lets nobody in who has a second factor and only chose another password, whoever is signed in here", async () => {
    const { result } = await beginWith(shows(null), shows("kim@example.com"));
    expect(result).toEqual(shows(null));
  });
});
