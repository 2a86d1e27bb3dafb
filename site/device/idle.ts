/** By then what was put off must happen, idle or not: a phone on the dock may lose its signal any moment. */
const AT_MOST_MS = 1_000;

/** Waits until the page has loaded and the browser has a moment: for what the first screen can do without. */
export async function untilIdle(): Promise<void> {
  if (document.readyState !== "complete")
    await new Promise((resolve) => {
      addEventListener("load", resolve, { once: true });
    });
  // Safari has no such callback, and goes on at once.
  if ("requestIdleCallback" in globalThis)
    await new Promise((resolve) => {
      requestIdleCallback(resolve, { timeout: AT_MOST_MS });
    });
}
