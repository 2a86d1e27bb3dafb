import { describe, expect, it, vi } from "vitest";

import { KEPT_AT_HEADER } from "../../rules/contract/headers.ts";
import { answerRead, askNetwork, type Network } from "../../site/worker/answers.ts";
import { createLateAnswers } from "../../site/worker/lateAnswers.ts";
import { createPatience } from "../../site/device/patience.ts";
import { treatmentOf } from "../../site/worker/requests.ts";

const ORIGIN = "https://charters.example";
const SLUG = "2026-05-23-jane-afternoon";

describe("what the worker treats", () => {
  it.each([
    ["navigate", "/", "page"],
    ["navigate", "/index.html", "page"],
    ["navigate", `/charters/${SLUG}`, "page"],
    ["navigate", "/?month=2026-05", "page"],
    ["navigate", "/_staging/0123456789ab/", "none"],
    ["navigate", "/robots.txt", "none"],
    ["navigate", "/api/closeout.csv", "none"],
    ["navigate", "/api", "none"],
    ["navigate", `/g/${SLUG}/waiver?kiosk`, "kiosk"],
    ["navigate", `/g/${SLUG}/waiver?kiosk&lang=es`, "kiosk"],
    ["navigate", `/g/${SLUG}/waiver`, "none"],
    ["navigate", "/g/nonsense/waiver?kiosk", "none"],
    ["cors", "/_staging/0123456789ab/app.js", "asset"],
    ["cors", "/worker.js", "none"],
    ["cors", "/api/session", "answer"],
    ["cors", "/api/events?month=2026-05", "answer"],
    ["cors", `/api/event/${SLUG}`, "answer"],
    ["cors", "/api/crew", "none"],
    ["cors", "/api/events", "none"],
    ["cors", `/api/event/${SLUG}?x=1`, "none"],
    ["cors", `/api/event/${SLUG}/patrons`, "none"],
    ["cors", `/g/${SLUG}/waiver?kiosk`, "none"],
    ["cors", "https://elsewhere.example/api/session", "none"],
  ])("%s %s: %s", (mode, path, treatment) => {
    expect(treatmentOf({ method: "GET", mode, url: new URL(path, ORIGIN).href }, ORIGIN)).toBe(treatment);
  });

  it("is never a write", () => {
    for (const method of ["POST", "PATCH", "DELETE", "HEAD"])
      expect(treatmentOf({ method, mode: "cors", url: `${ORIGIN}/api/session` }, ORIGIN)).toBe("none");
  });
});

/** The part of the Cache API that the worker uses, with the order of its keys. */
function cacheOf(): Cache {
  const kept = new Map<string, Response>();
  const keyOf = (request: RequestInfo | URL): string => (request instanceof Request ? request.url : request.toString());
  return {
    match: (request) => Promise.resolve(kept.get(keyOf(request))?.clone()),
    put: (request, response) => Promise.resolve(void kept.set(keyOf(request), response)),
    delete: (request) => Promise.resolve(kept.delete(keyOf(request))),
    keys: () => Promise.resolve([...kept.keys()].map((url) => new Request(url))),
    add: () => Promise.reject(new Error("not used")),
    addAll: () => Promise.reject(new Error("not used")),
    matchAll: () => Promise.reject(new Error("not used")),
  };
}

const NOW = "2026-05-23T18:05:00.000Z";

interface Told {
  readonly at?: () => string;
  readonly tell?: () => void;
}

/** A network that is waited for as shortly as a timer can. */
function networkOf(answer: () => Promise<Response>, { at = () => NOW, tell = () => undefined }: Told = {}): Network {
  const now = () => new Date(at());
  return { fetch: answer, now, patience: createPatience(now, 20), late: createLateAnswers(now, tell) };
}

const json = (body: object, status = 200) =>
  Promise.resolve(new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json" } }));
const lost = () => Promise.reject(new TypeError("Failed to fetch"));
const asked = (path: string): Request => new Request(ORIGIN + path);
const EVENT = `/api/event/${SLUG}`;

describe("an API read", () => {
  it("comes from the network, unmarked, and when that fails as it last was, with its age", async () => {
    const cache = cacheOf();

    const fresh = await answerRead(
      networkOf(() => json({ n: 1 })),
      cache,
      asked(EVENT),
    );
    const kept = await answerRead(networkOf(lost), cache, asked(EVENT));

    expect([fresh.headers.get(KEPT_AT_HEADER), await fresh.json()]).toEqual([null, { n: 1 }]);
    expect([kept.headers.get(KEPT_AT_HEADER), await kept.json()]).toEqual(["2026-05-23T18:05:00.000Z", { n: 1 }]);
  });

  it("does not wait for a network that hangs, nor believe a server that fails", async () => {
    const cache = cacheOf();
    await answerRead(
      networkOf(() => json({ n: 1 })),
      cache,
      asked(EVENT),
    );

    for (const answer of [() => new Promise<Response>(() => undefined), () => json({}, 503)]) {
      expect(await (await answerRead(networkOf(answer), cache, asked(EVENT))).json()).toEqual({ n: 1 });
    }
  });

  it("is shown as it was at once while the network has just been waited for in vain, and waited for again later", async () => {
    let seconds = 0;
    const hangs = networkOf(() => new Promise<Response>(() => undefined), {
      at: () => new Date(Date.parse(NOW) + seconds * 1_000).toISOString(),
    });
    expect(hangs.patience.left()).toBe(20);
    // The page itself, which nobody answers.
    expect(await askNetwork(hangs, asked("/"))).toBeUndefined();
    expect(hangs.patience.left()).toBe(0);
    seconds = 14;
    expect(hangs.patience.left()).toBe(0);
    seconds = 16;
    expect(hangs.patience.left()).toBe(20);

    hangs.patience.ranOut();
    expect(await askNetwork({ ...hangs, fetch: () => json({}) }, asked("/"))).toBeDefined();
    expect(hangs.patience.left()).toBe(20);
  });

  it("has the screens load anew once the answer comes, with that answer, and asks the network after that", async () => {
    const cache = cacheOf();
    await answerRead(
      networkOf(() => json({ n: 1 })),
      cache,
      asked(EVENT),
    );
    const asks: ((response: Response) => void)[] = [];
    const tell = vi.fn<() => void>();
    const slow = networkOf(
      () =>
        new Promise<Response>((resolve) => {
          asks.push(resolve);
        }),
      { tell },
    );

    expect(await (await answerRead(slow, cache, asked(EVENT))).json()).toEqual({ n: 1 });
    expect([asks.length, tell.mock.calls.length]).toEqual([1, 0]);
    asks[0]?.(await json({ n: 2 }));
    await vi.waitFor(() => {
      expect(tell).toHaveBeenCalledTimes(1);
    });
    const anew = await answerRead(slow, cache, asked(EVENT));
    expect([anew.headers.get(KEPT_AT_HEADER), await anew.json(), asks.length]).toEqual([null, { n: 2 }, 1]);
    await answerRead(slow, cache, asked(EVENT));
    expect(asks).toHaveLength(2);
  });

  it("hands on that nothing has changed, and what is kept is as of now then", async () => {
    const cache = cacheOf();
    await answerRead(
      networkOf(() => json({ n: 1 })),
      cache,
      asked(EVENT),
    );
    const later = networkOf(() => Promise.resolve(new Response(null, { status: 304 })), {
      at: () => "2026-05-23T18:30:00.000Z",
    });
    expect((await answerRead(later, cache, asked(EVENT))).status).toBe(304);
    const kept = await answerRead(networkOf(lost), cache, asked(EVENT));
    expect([kept.headers.get(KEPT_AT_HEADER), await kept.json()]).toEqual(["2026-05-23T18:30:00.000Z", { n: 1 }]);
  });

  it("gives a look that came late to nobody else", async () => {
    const cache = cacheOf();
    await answerRead(
      networkOf(() => json({ n: 1 })),
      cache,
      asked(EVENT),
    );
    let arrive: (response: Response) => void = () => undefined;
    const slow = networkOf(() => new Promise<Response>((resolve) => (arrive = resolve)));
    expect(await (await answerRead(slow, cache, asked(EVENT))).json()).toEqual({ n: 1 });
    arrive(new Response(null, { status: 304 }));
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(slow.late.take(asked(EVENT).url)).toBeUndefined();
  });

  it("gives no late answer that something was changed after, nor one that nobody took in time", () => {
    let at = NOW;
    const late = createLateAnswers(
      () => new Date(at),
      () => undefined,
    );
    late.put("a", new Response());
    late.drop();
    expect(late.take("a")).toBeUndefined();
    late.put("a", new Response());
    at = "2026-05-23T18:05:11.000Z";
    expect(late.take("a")).toBeUndefined();
  });

  it("hands a refusal on, and fails where nothing is known", async () => {
    const cache = cacheOf();
    await answerRead(
      networkOf(() => json({ n: 1 })),
      cache,
      asked(EVENT),
    );

    expect(
      (
        await answerRead(
          networkOf(() => json({}, 401)),
          cache,
          asked(EVENT),
        )
      ).status,
    ).toBe(401);
    await expect(answerRead(networkOf(lost), cache, asked("/api/session"))).rejects.toThrow("Failed to fetch");
  });

  it("keeps no problem, no page of a guest Wi-Fi, and only the newest sixty", async () => {
    const cache = cacheOf();
    await answerRead(
      networkOf(() => json({}, 404)),
      cache,
      asked("/api/event/a"),
    );
    await answerRead(
      networkOf(() => Promise.resolve(new Response("<html>", { headers: { "content-type": "text/html" } }))),
      cache,
      asked("/api/event/b"),
    );
    expect(await cache.keys()).toEqual([]);

    for (let number = 0; number < 61; number += 1)
      await answerRead(
        networkOf(() => json({ number })),
        cache,
        asked(`/api/event/${number}`),
      );
    const kept = (await cache.keys()).map(({ url }) => url);
    expect([kept.length, kept[0]]).toEqual([60, `${ORIGIN}/api/event/1`]);
  });

  it("forgets nothing of who signed in while it was asked whether anybody is", async () => {
    const cache = cacheOf();
    const answers = [json({ account: null }), json({ account: { email: "cody@example.com" } })];
    let release = (): void => undefined;
    const signedIn = new Promise<void>((resolve) => {
      release = resolve;
    });
    const slow = networkOf(async () => {
      await signedIn;
      return (await answers.shift()) ?? lost();
    });
    const late = answerRead(slow, cache, asked("/api/session"));
    await answerRead(
      networkOf(() => json({ n: 1 })),
      cache,
      asked(EVENT),
    );
    release();
    expect(await (await late).json()).toEqual({ account: null });
    expect(await (await answerRead(networkOf(lost), cache, asked(EVENT))).json()).toEqual({ n: 1 });
  });

  it("forgets everything once nobody is signed in", async () => {
    const cache = cacheOf();
    await answerRead(
      networkOf(() => json({ n: 1 })),
      cache,
      asked(EVENT),
    );
    await answerRead(
      networkOf(() => json({ account: null })),
      cache,
      asked("/api/session"),
    );

    expect(await cache.keys()).toEqual([]);
  });
});

it("takes a fault of the server's for no answer, and a refusal for one", async () => {
  expect(
    await askNetwork(
      networkOf(() => json({}, 502)),
      asked("/"),
    ),
  ).toBeUndefined();
  expect(await askNetwork(networkOf(lost), asked("/"))).toBeUndefined();
  expect(
    (
      await askNetwork(
        networkOf(() => json({}, 404)),
        asked("/"),
      )
    )?.status,
  ).toBe(404);
});
