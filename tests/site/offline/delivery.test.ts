import "fake-indexeddb/auto";
import * as v from "valibot";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { NETWORK_MS, SOON_MS } from "../../../site/device/deadlines.ts";
import { noteSigningOut } from "../../../site/device/signingOut.ts";
import { openDelivery, type Delivery } from "../../../site/offline/delivery.ts";
import { writeOf } from "./support.ts";

/** A page whose network takes every connection and answers nothing. */

const fetching = vi.fn<typeof fetch>();
let shown: readonly string[];
let delivery: Delivery;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
  fetching.mockReset().mockImplementation(() => new Promise<Response>(() => undefined));
  vi.stubGlobal("fetch", fetching);
  vi.stubGlobal("addEventListener", () => undefined);
  vi.stubGlobal("document", { addEventListener: () => undefined });
  let before: Promise<unknown> = Promise.resolve();
  // One page sends at a time: whoever comes later waits for the round that hangs.
  const request = (_name: string, work: () => Promise<unknown>) => {
    before = before.then(work);
    return before;
  };
  vi.stubGlobal("navigator", { locks: { request } });
  shown = [];
  delivery = await openDelivery({
    onEntries: (entries) => {
      shown = entries.map(({ write }) => write.sentence);
    },
    onNews: () => undefined,
    onSignedOut: () => undefined,
    onSomebodyElse: () => undefined,
  });
  await delivery.setAccount(writeOf(1).by);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const Anything = v.looseObject({});
const settle = () =>
  vi.waitFor(() => {
    expect(fetching).toHaveBeenCalled();
  });

describe("What is done while the network hangs", () => {
  it("shows soon that it counts and waits, and nobody waits for an answer again that did not come", async () => {
    let over = false;
    const sent = delivery.send(writeOf(1), Anything).then((result) => {
      over = true;
      return result;
    });
    await settle();
    expect(shown).toEqual([]);
    await vi.advanceTimersByTimeAsync(SOON_MS);
    await vi.waitFor(() => {
      expect(shown).toEqual(["Write 1"]);
    });
    expect(over).toBe(false);
    await vi.advanceTimersByTimeAsync(NETWORK_MS);
    expect(await sent).toEqual({ ok: false, kind: "waiting" });

    // It has been waited for once: nobody does again for the next thing.
    const second = delivery.send(writeOf(2), Anything);
    await vi.waitFor(async () => {
      await vi.advanceTimersByTimeAsync(1);
      expect(shown).toEqual(["Write 1", "Write 2"]);
    });
    expect(await second).toEqual({ ok: false, kind: "waiting" });
  });
});

describe("What waits while a sign-out is noted", () => {
  const kept = new Map<string, string>();
  beforeEach(() => {
    kept.clear();
    vi.stubGlobal("localStorage", {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => kept.set(key, value),
      removeItem: (key: string) => kept.delete(key),
    });
  });

  it("does not go under the session that the server has not ended yet, and goes once it has heard", async () => {
    noteSigningOut(true);
    expect(await delivery.send(writeOf(7), Anything)).toEqual({ ok: false, kind: "waiting" });
    expect(fetching).not.toHaveBeenCalled();
    noteSigningOut(false);
    void delivery.push();
    await settle();
  });
});
