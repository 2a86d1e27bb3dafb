/** The first screen loads and shows its data in this time, on a dock's signal too. */
const FIRST_SCREEN_MS = 1_000;
/** By then what was put off must happen, idle or not. */
const AT_MOST_MS = 2_000;

/** Waits until the first screen stands and the browser has a moment: for what that screen can do without. */
export async function untilIdle(): Promise<void> {
  if (document.readyState !== "complete") await new Promise((resolve) => { addEventListener("load", resolve, { once: true }); });
  await new Promise((resolve) => { setTimeout(resolve, FIRST_SCREEN_MS); });
  // Safari has no such callback; there the pause has to do.
  if ("requestIdleCallback" in globalThis) await new Promise((resolve) => { requestIdleCallback(resolve, { timeout: AT_MOST_MS }); });
}
