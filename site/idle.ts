/** Long enough for the first screen on a slow phone; by then what was put off must happen, idle or not. */
const AT_MOST_MS = 2_000;

/** Waits until the page is loaded and the browser has a moment: for what the first screen can do without. */
export async function untilIdle(): Promise<void> {
  if (document.readyState !== "complete") await new Promise((resolve) => { addEventListener("load", resolve, { once: true }); });
  await new Promise<unknown>((resolve) => {
    // Safari has no such callback; there a moment after the load has to do.
    if ("requestIdleCallback" in globalThis) requestIdleCallback(resolve, { timeout: AT_MOST_MS });
    else setTimeout(resolve, 200);
  });
}
