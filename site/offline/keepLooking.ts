import { UNTOUCHED_LOOK_MS, UNTOUCHED_MS } from "../device/deadlines.ts";

const TOUCHES = ["pointerdown", "keydown", "wheel"] as const;

/**
 * Looks again and again, so many ms after the last look has ended, while somebody can see the page: less often where
 * nobody has touched it for long, at once when it is touched or seen again, and never while it is hidden. Answers how to stop.
 */
export function keepLooking(everyMs: number, look: () => Promise<void>): () => void {
  let touchedAt = Date.now();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let looking = false;
  let stopped = false;
  const isLeft = (): boolean => Date.now() - touchedAt >= UNTOUCHED_MS;
  const arm = (): void => {
    clearTimeout(timer);
    timer = document.hidden ? undefined : setTimeout(turn, isLeft() ? Math.max(everyMs, UNTOUCHED_LOOK_MS) : everyMs);
  };
  const turn = (): void => {
    if (looking || document.hidden) return;
    looking = true;
    clearTimeout(timer);
    void look().finally(() => {
      looking = false;
      if (!stopped) arm();
    });
  };
  const touch = (): void => {
    const wasLeft = isLeft();
    touchedAt = Date.now();
    if (wasLeft) turn();
  };
  const show = (): void => {
    touchedAt = Date.now();
    turn();
  };
  document.addEventListener("visibilitychange", show);
  for (const kind of TOUCHES) addEventListener(kind, touch, { passive: true });
  arm();
  return () => {
    stopped = true;
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", show);
    for (const kind of TOUCHES) removeEventListener(kind, touch);
  };
}
