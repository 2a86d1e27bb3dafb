import { WORKER_MS } from "../device/deadlines.ts";
import { within } from "../device/within.ts";

/** Whether pages are kept on this device: `not-yet` while the worker is still being fetched. */
export type KeepsPages = "yes" | "no" | "not-yet";

/** Tells whether pages are kept on this device. In a private window a worker is refused, and one that is ready never comes. */
export async function keepsPages(): Promise<KeepsPages> {
  if (!("serviceWorker" in navigator && "caches" in globalThis)) return "no";
  const { serviceWorker } = navigator;
  const late = async () => ((await serviceWorker.getRegistration()) === undefined ? "no" : "not-yet");
  return within(WORKER_MS, serviceWorker.ready)
    .then(() => "yes" as const, late)
    .catch(() => "no");
}
