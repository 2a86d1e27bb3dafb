import * as v from "valibot";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { EventResponse } from "../../rules/contract/api/event.ts";
import { changeRecord, readCharter } from "../../site/client/record.ts";
import { createAsking, type Call } from "../../site/client/asking.ts";
import { createAuthor } from "../../site/client/author.ts";
import { createCharters } from "../../site/client/charters.ts";
import { createSending, type Send } from "../../site/client/sending.ts";
import { onNews, readBoard, writeBoard } from "../../site/offline/board.ts";
import type { Delivery } from "../../site/offline/delivery.ts";
import { withWaiting } from "../../site/offline/overlay.ts";
import { entryOf, LOST, problem, SLUG, writeOf } from "./offline/support.ts";
import { charter, NOW } from "./support.ts";

const JANES = { event: charter({ slug: SLUG }) };
const Any = v.unknown();
const Named = v.object({ name: v.string() });

/** A server that answers every request alike, and the paths it was asked for. */
function serverOf(body: unknown) {
  const asked: string[] = [];
  const call: Call = ({ path, answer }) => {
    asked.push(path);
    return Promise.resolve({ ok: true, status: 200, data: v.parse(answer, body) });
  };
  return { call, asked };
}

const WAITS: Send = () => Promise.resolve({ ok: false, kind: "waiting" });
const REFUSES: Send = () => Promise.resolve(problem(409));

/** A queue that only notes for whom it sends. */
function queueOf(accounts: (string | null)[]): Delivery {
  const nothing = (): Promise<void> => Promise.resolve();
  return {
    send: () => Promise.resolve({ ok: false, kind: "waiting" }),
    decide: () => Promise.resolve({ ok: false, kind: "waiting" }),
    retry: nothing,
    discard: nothing,
    push: nothing,
    setAccount: (email) => {
      accounts.push(email);
      return Promise.resolve();
    },
  };
}

const PROBLEM = { "content-type": "application/problem+json" };
const NOBODY = (): string => "";
const listener = () => ({ onSignedOut: vi.fn(), onSomebodyElse: vi.fn() });
const person = () => ({ ...listener(), ...createAuthor() });

beforeEach(() => {
  vi.stubGlobal("navigator", {});
});
afterEach(() => {
  writeBoard({ entries: [], keptAt: undefined });
  vi.unstubAllGlobals();
});

describe("what a charter is called", () => {
  it("is known of every charter that was read, alone or with its month, and of no other", async () => {
    const month = { month: "2026-05", events: [charter({ slug: SLUG, title: "Anniversary sail" })], broken: [] };
    const read = createCharters(serverOf(month).call);
    expect(read.titleOf(SLUG)).toBeUndefined();
    await read.month("2026-05");
    expect(read.titleOf(SLUG)).toBe("Anniversary sail");

    const { call } = serverOf(JANES);
    const alone = createCharters(call);
    await readCharter({ call, charters: alone }, SLUG);
    expect(alone.titleOf(SLUG)).toBe("Jane’s afternoon charter");
  });
});

describe("asking the server", () => {
  function answerWith(status: number, body: unknown, headers: Record<string, string> = {}): void {
    const type = status < 400 ? "application/json" : "application/problem+json";
    vi.stubGlobal("fetch", () =>
      Promise.resolve(new Response(JSON.stringify(body), { status, headers: { "content-type": type, ...headers } })),
    );
  }

  it("says that nobody is signed in any more, once the server does", async () => {
    const hears = listener();
    answerWith(401, { type: "/problems/unauthenticated", title: "Sign in", status: 401 });

    const result = await createAsking(hears, NOBODY).call({ path: "/api/crew", answer: Any });

    expect(result).toMatchObject({ ok: false, kind: "problem", status: 401 });
    expect(hears.onSignedOut).toHaveBeenCalledOnce();
  });

  it("has asked anew what whoever is signed in may do, once they are refused something that this page offers", async () => {
    const body = { type: "/problems/not-allowed", title: "You may not log payments", status: 403 };
    const refused = () => Promise.resolve(new Response(JSON.stringify(body), { status: 403, headers: PROBLEM }));
    vi.stubGlobal("fetch", refused);
    const hears = listener();
    const { call } = createAsking(hears, () => "finn@example.com");

    await call({ method: "POST", path: "/api/payment/refund", body: {}, answer: Any });

    expect(hears.onSomebodyElse).toHaveBeenCalledOnce();
    expect(hears.onSignedOut).not.toHaveBeenCalled();
  });

  it("names whose change it is, and hears that somebody else is signed in by now", async () => {
    const sent: RequestInit[] = [];
    vi.stubGlobal("fetch", (_path: string, init: RequestInit) => {
      sent.push(init);
      const body = { type: "/problems/other-author", title: "Ben is signed in on this device now", status: 409 };
      return Promise.resolve(new Response(JSON.stringify(body), { status: 409, headers: PROBLEM }));
    });
    const hears = listener();
    const { call } = createAsking(hears, () => "josé@example.com");

    await call({ method: "POST", path: "/api/vessels", body: {}, answer: Any });

    expect(new Headers(sent[0]?.headers).get("x-scc-author")).toBe("jos%C3%A9%40example.com");
    expect(hears.onSomebodyElse).toHaveBeenCalledOnce();
    expect(hears.onSignedOut).not.toHaveBeenCalled();
  });

  it("remembers each path that was read, and no write", async () => {
    answerWith(200, {});
    const { call, readPaths } = createAsking(listener(), NOBODY);

    await call({ path: "/api/crew", answer: Any });
    await call({ path: "/api/crew", answer: Any });
    await call({ method: "POST", path: "/api/vessels", body: {}, answer: Any });

    expect(readPaths()).toEqual(["/api/crew"]);
  });

  it("lets the screens load anew when a change was made and its answer cannot be read", async () => {
    const reload = vi.fn();
    const stop = onNews(reload);
    answerWith(200, { written: true });

    const result = await createAsking(listener(), NOBODY).call({
      method: "PATCH",
      path: "/api/x",
      body: {},
      answer: Named,
    });
    stop();

    expect(result).toEqual({ ok: false, kind: "written" });
    expect(reload).toHaveBeenCalledOnce();
  });

  it("ends the worker's rest with each change that is answered, and what is shown as of then is read anew", async () => {
    const worker = { postMessage: vi.fn() };
    vi.stubGlobal("navigator", { serviceWorker: { controller: worker } });
    const reload = vi.fn();
    const stop = onNews(reload);
    const { call } = createAsking(listener(), NOBODY);
    const change = { method: "POST", path: "/api/vessels", body: {}, answer: Any } as const;

    await call({ path: "/api/crew", answer: Any });
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("Failed to fetch")));
    await call(change);
    expect([worker.postMessage.mock.calls, reload.mock.calls]).toEqual([[], []]);

    answerWith(200, {});
    await call(change);
    expect([worker.postMessage.mock.calls, reload.mock.calls]).toEqual([[[{ answered: true }]], []]);
    writeBoard({ keptAt: NOW });
    await call(change);
    stop();
    expect([worker.postMessage.mock.calls.length, reload.mock.calls.length]).toEqual([2, 1]);
  });

  it("puts on the board how old an answer is, and takes it off with a fresh one", async () => {
    const { call } = createAsking(listener(), NOBODY);

    answerWith(200, {}, { "x-scc-kept-at": NOW });
    await call({ path: "/api/crew", answer: Any });
    expect(readBoard().keptAt).toBe(NOW);

    answerWith(200, {});
    await call({ path: "/api/crew", answer: Any });
    expect(readBoard().keptAt).toBeUndefined();
  });
});

describe("sending what may wait", () => {
  it("sends a write as any other request where there is no queue", async () => {
    const { call, asked } = serverOf({});
    const { send } = createSending(() => Promise.reject(new Error("no storage")), call, person());
    const write = writeOf(1);

    expect(await send(write, Any)).toEqual({ ok: true, status: 200, data: {} });
    expect(asked).toEqual([write.path]);
  });

  it("sends a write as any other request where its queue cannot keep it", async () => {
    const { call, asked } = serverOf({});
    const full: Delivery = { ...queueOf([]), send: () => Promise.reject(new Error("the disk is full")) };
    const { send } = createSending(() => Promise.resolve(full), call, person());

    expect(await send(writeOf(1), Any)).toEqual({ ok: true, status: 200, data: {} });
    expect(asked).toEqual([writeOf(1).path]);
  });

  it("keeps no write that the server would refuse for ever for the clock of this device, and says so", async () => {
    const open = vi.fn().mockResolvedValue(queueOf([]));
    const { send } = createSending(open, serverOf({}).call, person());

    for (const at of ["1970-01-01T00:00:05.000Z", "+275760-09-13T00:00:00.000Z"]) {
      const result = await send(writeOf(1, { at }), Any);
      expect(result).toMatchObject({ kind: "problem", problem: { title: "The clock of this device is wrong" } });
    }
    expect(open).not.toHaveBeenCalled();
    expect(await send(writeOf(1, { at: "2016-01-01T12:00:00.000Z" }), Any)).toEqual({ ok: false, kind: "waiting" });
  });

  it("opens the queue once, and anew where it did not open", async () => {
    const accounts: (string | null)[] = [];
    const open = vi.fn().mockRejectedValueOnce(new Error("not loaded")).mockResolvedValue(queueOf(accounts));
    const { queue } = createSending(open, serverOf({}).call, person());

    await expect(queue()).rejects.toThrow("not loaded");
    await Promise.all([queue(), queue()]);

    expect(open).toHaveBeenCalledTimes(2);
    expect(accounts).toEqual([null]);
  });
});

describe("a charter's record", () => {
  const unread = () => createCharters(serverOf(JANES).call);
  const briefing = writeOf(1, { kind: "briefing", subjects: ["briefing"], body: { given: true, at: NOW } });

  it("answers a change that waits with the charter as it was told last, accepted and not done", async () => {
    const { call } = serverOf(JANES);
    const charters = createCharters(call);
    await readCharter({ call, charters }, SLUG);
    writeBoard({ entries: [{ ...entryOf(1), write: briefing }], lay: withWaiting });

    const result = await changeRecord({ send: WAITS, charters }, briefing);

    // What waits is laid on it where it is shown: else nothing would tell the two apart.
    expect(result).toEqual({ ok: true, status: 202, data: v.parse(EventResponse, JANES) });
  });

  it("cannot show a change that waits of a charter that was never read", async () => {
    expect(await changeRecord({ send: WAITS, charters: unread() }, briefing)).toEqual(LOST);
  });

  it("hands a refusal on as it is", async () => {
    expect(await changeRecord({ send: REFUSES, charters: unread() }, briefing)).toEqual(problem(409));
  });

  it("reads a charter by its slug", async () => {
    const { call, asked } = serverOf(JANES);

    const result = await readCharter({ call, charters: createCharters(call) }, SLUG);

    expect(asked).toEqual([`/api/event/${SLUG}`]);
    expect(result).toEqual({ ok: true, status: 200, data: v.parse(EventResponse, JANES) });
  });
});
