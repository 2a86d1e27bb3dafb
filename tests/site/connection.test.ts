import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { onNews, writeBoard } from "../../site/offline/board.ts";
import { watchConnection } from "../../site/offline/connection.ts";
import { NOW } from "./support.ts";

/** Longer than from one look to the next. */
const A_WHILE_MS = 25_000;

const page = new EventTarget();
const screen = Object.assign(new EventTarget(), { visibilityState: "visible" });

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("navigator", { onLine: true });
  vi.stubGlobal("document", screen);
  vi.stubGlobal("addEventListener", page.addEventListener.bind(page));
  vi.stubGlobal("removeEventListener", page.removeEventListener.bind(page));
});

afterEach(() => {
  screen.visibilityState = "visible";
  writeBoard({ keptAt: undefined });
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it("asks whether the server is back where no screen reads: now and then while it is seen, and when the network returns", () => {
  const ask = vi.fn();
  const stop = watchConnection(ask);
  vi.advanceTimersByTime(A_WHILE_MS);
  expect(ask, "nothing old is shown").not.toHaveBeenCalled();

  writeBoard({ keptAt: NOW });
  vi.advanceTimersByTime(A_WHILE_MS);
  expect(ask).toHaveBeenCalledTimes(1);
  page.dispatchEvent(new Event("online"));
  expect(ask).toHaveBeenCalledTimes(2);

  screen.visibilityState = "hidden";
  vi.advanceTimersByTime(10 * A_WHILE_MS);
  stop();
  screen.visibilityState = "visible";
  vi.advanceTimersByTime(10 * A_WHILE_MS);
  expect(ask, "hidden, then stopped").toHaveBeenCalledTimes(2);
});

it("leaves the asking to a screen that reads", () => {
  const [ask, reload] = [vi.fn(), vi.fn()];
  const stops = [onNews(reload), watchConnection(ask)];
  writeBoard({ keptAt: NOW });
  vi.advanceTimersByTime(A_WHILE_MS);
  for (const stop of stops) stop();
  expect(reload).toHaveBeenCalledOnce();
  expect(ask).not.toHaveBeenCalled();
});
