import { afterEach, describe, expect, it, vi } from "vitest";

import { ANSWERS_CACHE } from "../../site/device/names.ts";
import { isCharterKept, keptTitle } from "../../site/waiting/keptCharter.ts";

const SLUG = "2026-05-23-jane-afternoon";

afterEach(() => vi.unstubAllGlobals());

describe("a charter", () => {
  it("is kept where its answer is among those of the worker, and nowhere else", async () => {
    const match = vi.fn((path: string) => Promise.resolve(path.endsWith(SLUG) ? new Response("{}") : undefined));
    vi.stubGlobal("caches", { match });
    expect([await isCharterKept(SLUG), await isCharterKept("2026-05-24-omar-sunset")]).toEqual([true, false]);
    expect(match).toHaveBeenCalledWith(`/api/event/${SLUG}`, { cacheName: ANSWERS_CACHE });
  });

  it("is called as the kept answer calls it, and nothing where there is none, or none that can be read", async () => {
    const event = { slug: SLUG, title: "Anniversary sail", first_name: "Jane" };
    const answers: Record<string, string> = { [SLUG]: JSON.stringify({ event }), "2026-05-24-omar-sunset": "<html>" };
    const match = (path: string) => {
      const text = answers[path.split("/").at(-1) ?? ""];
      return Promise.resolve(text === undefined ? undefined : new Response(text));
    };
    vi.stubGlobal("caches", { match });
    expect(await Promise.all([SLUG, "2026-05-24-omar-sunset", "2026-05-25-jo-night"].map(keptTitle))).toEqual([
      "Anniversary sail",
      undefined,
      undefined,
    ]);
  });

  it("is not kept where this browser keeps nothing, or fails", async () => {
    expect(await isCharterKept(SLUG)).toBe(false);
    vi.stubGlobal("caches", { match: () => Promise.reject(new Error("SecurityError")) });
    expect(await isCharterKept(SLUG)).toBe(false);
  });
});
