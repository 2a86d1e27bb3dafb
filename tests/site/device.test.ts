import { openDB } from "idb";
import { afterEach, describe, expect, it, vi } from "vitest";

import { openOnce } from "../../site/device/openOnce.ts";
import { QUEUE_MS, STORAGE_MS } from "../../site/device/deadlines.ts";
import { within } from "../../site/device/within.ts";
import { keepWaiver } from "../../site/kiosk/keepWaiver.ts";
import { leastOf } from "../../site/kiosk/kept.ts";
import { keepsPages } from "../../site/offline/keepsPages.ts";
import { keepsWrites, openStore, type Store } from "../../site/offline/database.ts";
import { post } from "../../site/waiver/post.ts";
import type { SignRequest } from "../../rules/contract/api/waiver.ts";
import { LOST, openDevice, SLUG, writeOf } from "./offline/support.ts";

const NEVER = new Promise<never>(() => undefined);

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** Lets so much time go by that nobody may wait any more. */
async function afterwards<T>(ms: number, work: Promise<T>): Promise<T> {
  const [settled] = await Promise.all([work, vi.advanceTimersByTimeAsync(ms)]);
  return settled;
}

describe("waiting for what may never come", () => {
  it("ends in time, and hands on what came before that", async () => {
    vi.useFakeTimers();
    expect(await within(50, Promise.resolve("here"))).toBe("here");
    await expect(within(50, Promise.reject(new Error("refused")))).rejects.toThrow("refused");
    expect(vi.getTimerCount()).toBe(0);
    await expect(afterwards(50, within(50, NEVER))).rejects.toThrow("Nothing came of it in 50 ms.");
  });

  it("opens once, and anew where it did not open", async () => {
    const open = vi.fn().mockRejectedValueOnce(new Error("not now")).mockResolvedValue("open");
    const queue = openOnce(open);
    await expect(queue()).rejects.toThrow("not now");
    expect(await Promise.all([queue(), queue()])).toEqual(["open", "open"]);
    expect(open).toHaveBeenCalledTimes(2);
  });
});

describe("a device whose storage does not answer", () => {
  /** The browser's own waiting is not under test: only timers stand still. */
  const standStill = () => vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });

  it("opens no queue, and says so in time", async () => {
    standStill();
    // A request that neither succeeds nor fails, as behind a tab that blocks it.
    vi.spyOn(indexedDB, "open").mockReturnValue(new IDBOpenDBRequest());
    await expect(afterwards(STORAGE_MS, openStore())).rejects.toThrow("Nothing came of it");
  });

  it("keeps no write, and takes one out again that comes to lie there after all", async () => {
    const device = await openDevice();
    const release = await blockWrites(device.name);
    standStill();
    await expect(afterwards(STORAGE_MS, device.add(writeOf(1)))).rejects.toThrow("Nothing came of it");
    vi.useRealTimers();
    await release();

    await expect.poll(() => device.list()).toEqual([]);
    expect(await laterSeq(device)).toBe(2);
  });

  it("is not called one that keeps what is done, whether it refuses, hangs or takes no write", async () => {
    expect(await keepsWrites("kept")).toBe(true);
    const device = await openDevice();
    expect(await keepsWrites(device.name)).toBe(true);
    const release = await blockWrites(device.name);
    standStill();
    expect(await afterwards(STORAGE_MS, keepsWrites(device.name))).toBe(false);
    vi.useRealTimers();
    await release();
    expect(await device.list()).toEqual([]);

    const open = vi.spyOn(indexedDB, "open");
    open.mockImplementation(() => {
      throw new DOMException("no", "SecurityError");
    });
    expect(await keepsWrites()).toBe(false);
    open.mockReturnValue(new IDBOpenDBRequest());
    standStill();
    expect(await afterwards(STORAGE_MS, keepsWrites())).toBe(false);
  });

  it("is made ready for no signature without a signal", async () => {
    vi.stubGlobal("caches", {});
    vi.stubGlobal("navigator", { serviceWorker: { ready: Promise.resolve({}) } });
    vi.spyOn(indexedDB, "open").mockImplementation(() => {
      throw new DOMException("no", "SecurityError");
    });
    expect(await keepWaiver(SLUG)).toBe("nothing");
  });

  it("signs at the kiosk as any phone does, where the queue does not load, open or answer", async () => {
    const asked = vi.fn(() => Promise.reject(new TypeError("Failed to fetch")));
    vi.stubGlobal("fetch", asked);
    const kiosk = { slug: SLUG, place: "kiosk" } as const;
    // What is signed plays no part.
    const body = {} as SignRequest;

    expect(await post(kiosk, body, () => Promise.reject(new Error("404")))).toEqual(LOST);
    expect(await post(kiosk, body, () => Promise.resolve(() => Promise.reject(new Error("no storage"))))).toEqual(LOST);
    standStill();
    expect(
      await afterwards(
        QUEUE_MS,
        post(kiosk, body, () => NEVER),
      ),
    ).toEqual(LOST);
    expect(asked).toHaveBeenCalledTimes(3);
  });

  it("sends at once with what keeps nothing, and with what is kept never twice", async () => {
    const asked = vi.fn(() => Promise.reject(new TypeError("Failed to fetch")));
    vi.stubGlobal("fetch", asked);
    const waits = { ok: false, kind: "waiting" } as const;
    expect(
      await post({ slug: SLUG, place: "kiosk" }, {} as SignRequest, () =>
        Promise.resolve(() => Promise.resolve(waits)),
      ),
    ).toEqual(waits);
    expect(asked).not.toHaveBeenCalled();
  });
});

describe("keeping pages", () => {
  /** A browser whose worker is ready, is still being fetched, or is none: as in a private window. */
  function browserWith(ready: Promise<unknown>, registration: object | undefined): void {
    vi.stubGlobal("caches", {});
    vi.stubGlobal("navigator", {
      serviceWorker: { ready, getRegistration: () => Promise.resolve(registration) },
    });
  }

  it("is known in time, also where no worker ever comes", async () => {
    vi.useFakeTimers();
    browserWith(Promise.resolve({}), {});
    expect(await keepsPages()).toBe("yes");
    browserWith(NEVER, {});
    expect(await afterwards(6_000, keepsPages())).toBe("not-yet");
    browserWith(NEVER, undefined);
    expect(await afterwards(6_000, keepsPages())).toBe("no");
    vi.stubGlobal("navigator", {});
    expect(await keepsPages()).toBe("no");
  });

  it("is as good as the least of what was to be kept", () => {
    expect(leastOf(["all", "all"])).toBe("all");
    expect(leastOf(["all", "not-all"])).toBe("not-all");
    expect(leastOf(["not-all", "nothing"])).toBe("nothing");
  });
});

/** Holds a device's queue as another tab can that hangs in the middle of its work; answers how to let go. */
async function blockWrites(name: string): Promise<() => Promise<void>> {
  const database = await openDB(name, 1);
  const transaction = database.transaction("writes", "readwrite");
  const hold = { on: true };
  const work = (async () => {
    while (hold.on) await transaction.store.count();
    await transaction.done;
  })();
  return async () => {
    hold.on = false;
    await work;
    database.close();
  };
}

/** Adds a write, and answers its place: places are given once, so it tells how many were there. */
async function laterSeq(device: Store): Promise<number | undefined> {
  await device.add(writeOf(2));
  return (await device.list()).at(-1)?.seq;
}
