import { afterEach, describe, expect, it, vi } from "vitest";

import { ANSWERS_CACHE } from "../../site/device/names.ts";
import { isCharterKept } from "../../site/waiting/isCharterKept.ts";

const SLUG = "2026-05-23-jane-afternoon";

afterEach(() => vi.unstubAllGlobals());

describe("a charter", () => {
  it("is kept where its answer is among those of the worker, and nowhere else", async () => {
    const match = vi.fn((path: string) => Promise.resolve(path.endsWith(SLUG) ? new Response("{}") : undefined));
    vi.stubGlobal("caches", { match });
    expect([await isCharterKept(SLUG), await isCharterKept("2026-05-24-omar-sunset")]).toEqual([true, false]);
    expect(match).toHaveBeenCalledWith(`/api/event/${SLUG}`, { cacheName: ANSWERS_CACHE });
  });

  it("is not kept where this browser keeps nothing, or fails", async () => {
    expect(await isCharterKept(SLUG)).toBe(false);
    vi.stubGlobal("caches", { match: () => Promise.reject(new Error("SecurityError")) });
    expect(await isCharterKept(SLUG)).toBe(false);
  });
});
