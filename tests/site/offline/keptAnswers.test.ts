import { afterEach, describe, expect, it, vi } from "vitest";

import { KEPT_AT_HEADER } from "../../../rules/contract/headers.ts";
import { keepTold } from "../../../site/offline/keptAnswers.ts";
import { sendRound } from "../../../site/offline/sender.ts";
import { charter, NOW } from "../support.ts";
import { DONE, ME, openDevice, SLUG, writeOf } from "./support.ts";

const ORIGIN = "https://charters.example";
const MOVED = "2026-06-01-jane-morning";

/** This browser's caches, as far as answers are kept in them: by address. */
function useCaches(): Map<string, Response> {
  const kept = new Map<string, Response>();
  const cache = {
    put: (url: string, response: Response) => Promise.resolve(void kept.set(url, response)),
    delete: (url: string) => Promise.resolve(kept.delete(url)),
    keys: () => Promise.resolve([...kept.keys()]),
  };
  vi.stubGlobal("caches", { open: () => Promise.resolve(cache) });
  vi.stubGlobal("location", { origin: ORIGIN });
  return kept;
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe("The answer to a write", () => {
  it("is kept as if the charter had been read, by the name it was asked for and by its own", async () => {
    const kept = useCaches();
    await keepTold({ slug: SLUG }, { event: charter({ slug: MOVED }) }, new Date(NOW));
    expect([...kept.keys()]).toEqual([`${ORIGIN}/api/event/${SLUG}`, `${ORIGIN}/api/event/${MOVED}`]);
    const [answer] = kept.values();
    expect(answer?.headers.get(KEPT_AT_HEADER)).toBe(NOW);
    expect(await answer?.json()).toMatchObject({ event: { slug: MOVED } });
  });

  it("is not kept where it tells of no charter", async () => {
    const kept = useCaches();
    for (const answer of [{ written: true }, { event: "none" }, undefined])
      await keepTold({ slug: SLUG }, answer, new Date(NOW));
    expect(kept.size).toBe(0);
  });

  it("is kept before the write leaves the queue, and where that fails it leaves all the same", async () => {
    const device = await openDevice();
    await device.setAccount(ME);
    await device.add(writeOf(1));
    const waiting: number[] = [];
    const keep = async (): Promise<void> => {
      waiting.push((await device.list()).length);
      throw new Error("The disk is full.");
    };
    expect(await sendRound({ store: device, post: () => Promise.resolve(DONE), keep })).toBe("idle");
    expect([waiting, (await device.list()).length]).toEqual([[1], 0]);
  });

  it("is not kept for somebody who has signed out meanwhile", async () => {
    const device = await openDevice();
    await device.setAccount(ME);
    await device.add(writeOf(1));
    const kept: string[] = [];
    const post = async () => {
      // It has been sent, and nobody is there to read what comes back.
      await device.setAccount(null);
      return DONE;
    };
    await sendRound({ store: device, post, keep: ({ slug }) => Promise.resolve(void kept.push(slug)) });
    expect(kept).toEqual([]);
  });
});
