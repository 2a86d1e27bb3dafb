import { createHash } from "node:crypto";
import * as v from "valibot";
import { describe, expect, it } from "vitest";

import { EventResponse } from "../../rules/contract/api/event.ts";
import { apiFetch, apiLook, type ApiPort } from "../../site/api/apiFetch.ts";
import { explain, fieldProblems, isProblem, isUndecided } from "../../site/api/failure.ts";
import { futuresOf, samplesOf, withFuture } from "../support/future.ts";

const Answer = v.object({ name: v.string() });

function portOf(answer: (url: string, init: RequestInit) => Response | Promise<Response>, timeoutMs = 1000): ApiPort {
  return {
    timeoutMs,
    fetch: async (input, init) => {
      if (typeof input !== "string" || init === undefined)
        throw new TypeError("apiFetch gives a path and its settings");
      return answer(input, init);
    },
  };
}

function json(body: unknown, status = 200, type = "application/json"): Response {
  return new Response(JSON.stringify(body), { status, headers: { "content-type": type } });
}

describe("apiFetch", () => {
  it("sends the hash of exactly the bytes it sends, and the headers a state change needs", async () => {
    let seen: RequestInit = {};
    const port = portOf((_url, init) => {
      seen = init;
      return json({ name: "José" }, 201);
    });

    const result = await apiFetch({ method: "POST", path: "/api/x", body: { name: "José ⛵" }, answer: Answer }, port);

    const headers = new Headers(seen.headers);
    const bytes = v.parse(v.instance(Uint8Array), seen.body);
    expect(new TextDecoder().decode(bytes)).toBe('{"name":"José ⛵"}');
    expect(headers.get("x-amz-content-sha256")).toBe(createHash("sha256").update(bytes).digest("hex"));
    expect(headers.get("content-type")).toBe("application/json");
    expect(headers.get("x-scc-client")).toBe("web");
    expect(result).toEqual({ ok: true, status: 201, data: { name: "José" } });
  });

  it("sends the hash of the empty string with a state change that has no body", async () => {
    let seen: RequestInit = {};
    const port = portOf((_url, init) => {
      seen = init;
      return json({ name: "x" });
    });

    await apiFetch({ method: "DELETE", path: "/api/x", answer: Answer }, port);

    expect(new Headers(seen.headers).get("x-amz-content-sha256")).toBe(createHash("sha256").update("").digest("hex"));
    expect(seen.body).toBeUndefined();
  });

  it("takes an HTML page where JSON belongs for a garbled answer, not for a crash", async () => {
    const page = new Response("<!doctype html>", { status: 200, headers: { "content-type": "text/html" } });

    const result = await apiFetch(
      { path: "/api/x", answer: Answer },
      portOf(() => page),
    );

    expect(result).toEqual({ ok: false, kind: "garbled" });
  });

  it.each([
    ["JSON of another shape", () => json({ nom: 1 })],
    ["JSON that breaks off", () => new Response('{"name":', { headers: { "content-type": "application/json" } })],
    ["an error page without a problem in it", () => new Response("Bad gateway", { status: 502 })],
  ])("takes %s for a garbled answer", async (_case, answer) => {
    expect(await apiFetch({ path: "/api/x", answer: Answer }, portOf(answer))).toEqual({ ok: false, kind: "garbled" });
  });

  it("knows a change that was made from its acknowledgment, whatever that says", async () => {
    const change = { method: "POST", path: "/api/x", answer: Answer } as const;
    const written = await apiFetch(
      change,
      portOf(() => json({ written: true }, 201)),
    );
    expect(written).toEqual({ ok: false, kind: "written" });
    if (!written.ok) expect(explain(written).title).toBe("It is saved");
    const page = new Response("<!doctype html>", { status: 200, headers: { "content-type": "text/html" } });
    expect(
      await apiFetch(
        change,
        portOf(() => page),
      ),
    ).toEqual({ ok: false, kind: "garbled" });
  });

  it("reads an answer that this device kept for a newer build", async () => {
    const [sample] = samplesOf(EventResponse);
    for (const future of futuresOf(EventResponse, sample)) {
      const kept = new Response(JSON.stringify(withFuture(sample, future)), {
        headers: { "content-type": "application/json", "x-scc-kept-at": "2026-05-23T18:00:00.000Z" },
      });
      const result = await apiFetch(
        { path: "/api/event/x", answer: EventResponse },
        portOf(() => kept),
      );
      expect([future.place.join("."), result]).toMatchObject([
        future.place.join("."),
        { ok: true, keptAt: "2026-05-23T18:00:00.000Z" },
      ]);
    }
  });

  it("hands a problem on with its fields", async () => {
    const problem = {
      type: "/problems/invalid-request",
      title: "Check the fields",
      status: 400,
      errors: [{ field: "patron", message: "must not be empty" }],
    };

    const result = await apiFetch(
      { path: "/api/x", answer: Answer },
      portOf(() => json(problem, 400, "application/problem+json")),
    );

    if (result.ok) throw new Error("a problem is not a success");
    expect(isProblem(result, "invalid-request")).toBe(true);
    expect(isProblem(result, "conflict")).toBe(false);
    expect(fieldProblems(result)).toEqual({ patron: "This must not be empty." });
    expect(explain(result).title).toBe("Check the fields");
  });

  it("says that there is nothing to try again where something is not there, and nowhere else", async () => {
    const failed = async (status: number) => {
      const problem = { type: "/problems/x", title: "No", status };
      const port = portOf(() => json(problem, status, "application/problem+json"));
      const result = await apiFetch({ path: "/api/x", answer: Answer }, port);
      return result.ok ? undefined : explain(result).gone;
    };
    expect(await Promise.all([404, 400, 409, 429, 503].map(failed))).toEqual([true, ...Array<undefined>(4)]);
  });

  it("tells a lost network from a slow one", async () => {
    const lost = portOf(() => Promise.reject(new TypeError("Failed to fetch")));
    const slow = portOf(
      (_url, init) =>
        new Promise((_resolve, reject) => {
          init.signal?.addEventListener("abort", () => {
            reject(v.parse(v.instance(DOMException), init.signal?.reason));
          });
        }),
      20,
    );

    expect(await apiFetch({ path: "/api/x", answer: Answer }, lost)).toEqual({ ok: false, kind: "offline" });
    expect(await apiFetch({ path: "/api/x", answer: Answer }, slow)).toEqual({ ok: false, kind: "timeout" });
  });

  it("knows what may be on record for all that was answered", () => {
    const refused = (status: number) =>
      ({ ok: false, kind: "problem", status, problem: { type: "/problems/x", title: "No", status } }) as const;
    for (const kind of ["offline", "timeout", "garbled"] as const) expect(isUndecided({ ok: false, kind })).toBe(true);
    expect([500, 503, 400, 409].map((status) => isUndecided(refused(status)))).toEqual([true, true, false, false]);
    expect(isUndecided({ ok: false, kind: "waiting" })).toBe(false);
    expect(isUndecided({ ok: true, status: 200, data: {} })).toBe(false);
  });
});

describe("apiLook", () => {
  it("names what the screen shows, says that nobody asked, and hears that nothing has changed", async () => {
    const seen: Headers[] = [];
    const port = portOf((_url, init) => {
      seen.push(new Headers(init.headers));
      return seen.length === 1
        ? new Response(JSON.stringify({ name: "x" }), { headers: { "content-type": "application/json", etag: '"1"' } })
        : new Response(null, { status: 304 });
    });

    const first = await apiLook({ path: "/api/x", answer: Answer }, { tag: undefined }, port);
    expect(first).toEqual({ ok: true, status: 200, data: { name: "x" }, tag: '"1"' });
    expect(await apiLook({ path: "/api/x", answer: Answer }, { tag: '"1"' }, port)).toBeUndefined();
    expect(seen.map((headers) => [headers.get("x-scc-look"), headers.get("if-none-match")])).toEqual([
      ["1", null],
      ["1", '"1"'],
    ]);
  });
});
