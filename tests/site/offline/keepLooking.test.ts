import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { LOOK_MS, UNTOUCHED_LOOK_MS, UNTOUCHED_MS } from "../../../site/device/deadlines.ts";
import { keepLooking } from "../../../site/offline/keepLooking.ts";

let page: EventTarget & { hidden: boolean };
let hand: EventTarget;
let looks: number;
let answer: () => Promise<void>;
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  page = Object.assign(new EventTarget(), { hidden: false });
  hand = new EventTarget();
  vi.stubGlobal("document", page);
  vi.stubGlobal("addEventListener", hand.addEventListener.bind(hand));
  vi.stubGlobal("removeEventListener", hand.removeEventListener.bind(hand));
  looks = 0;
  answer = () => Promise.resolve();
  stop = keepLooking(LOOK_MS, () => {
    looks += 1;
    return answer();
  });
});
afterEach(() => {
  stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function show(hidden: boolean): void {
  page.hidden = hidden;
  page.dispatchEvent(new Event("visibilitychange"));
}

/** How often it looks in so many ms. */
async function looksIn(ms: number): Promise<number> {
  const before = looks;
  await vi.advanceTimersByTimeAsync(ms);
  return looks - before;
}

describe("A screen that is looked at", () => {
  it("looks for news every few seconds", async () => {
    expect(await looksIn(60_000)).toBe(60_000 / LOOK_MS);
  });

  it("costs nothing while it is hidden, and looks at once when it is seen again", async () => {
    show(true);
    expect(await looksIn(3_600_000)).toBe(0);
    show(false);
    expect(looks).toBe(1);
    expect(await looksIn(LOOK_MS)).toBe(1);
  });

  it("looks seldom where nobody has touched it for long, and at once when somebody does", async () => {
    await looksIn(UNTOUCHED_MS);
    expect(await looksIn(10 * UNTOUCHED_LOOK_MS)).toBe(10);
    await looksIn(UNTOUCHED_LOOK_MS / 2);
    const before = looks;
    hand.dispatchEvent(new Event("pointerdown"));
    expect(looks).toBe(before + 1);
    expect(await looksIn(LOOK_MS)).toBe(1);
  });

  it("asks nothing again before it was answered, however often it is touched or seen", async () => {
    let arrive: () => void = () => undefined;
    answer = () => new Promise((resolve) => (arrive = resolve));
    expect(await looksIn(20 * LOOK_MS)).toBe(1);
    show(true);
    show(false);
    expect(looks).toBe(1);
    answer = () => Promise.resolve();
    arrive();
    expect(await looksIn(LOOK_MS)).toBe(1);
  });

  it("looks no more once it is left, also where an answer is still to come", async () => {
    let arrive: () => void = () => undefined;
    answer = () => new Promise((resolve) => (arrive = resolve));
    await looksIn(LOOK_MS);
    stop();
    arrive();
    show(false);
    expect(await looksIn(10 * LOOK_MS)).toBe(0);
  });
});
