import { baseOf } from "../routing/router.ts";
import { untilIdle } from "../device/idle.ts";
import type { AnsweredMessage, KeepMessage } from "./messages.ts";
import { announceNews, readBoard, writeBoard } from "./board.ts";

/** How often the server is asked again while the screens show what was known before, in ms. */
const LOOK_AGAIN_MS = 20_000;

/**
 * Installs the worker that keeps the dashboard on this device. It keeps what passes through it; `read` names the paths that
 * were read before it was in charge, and it fetches those itself: the screens have them and need not be drawn again.
 */
export function startWorker(read: () => readonly string[]): void {
  // A preview of a slot must show that slot, so it has no worker. Browsers without workers only lack what works offline.
  if (!("serviceWorker" in navigator) || baseOf(location.pathname) !== "") return;
  const { serviceWorker } = navigator;
  if (serviceWorker.controller === null) {
    serviceWorker.addEventListener(
      "controllerchange",
      () => {
        keepOnDevice(read());
      },
      { once: true },
    );
  }
  untilIdle()
    .then(() => serviceWorker.register("/worker.js", { scope: "/", updateViaCache: "none" }))
    .catch(() => undefined);
}

/** The server has answered a change: the worker need not rest any longer from having waited in vain. */
export function endRest(): void {
  tellWorker({ answered: true });
}

/** Has the worker fetch and keep what a page must find without a signal, and has not read through it. */
function keepOnDevice(keep: readonly string[]): void {
  tellWorker({ keep });
}

function tellWorker(message: KeepMessage | AnsweredMessage): void {
  if ("serviceWorker" in navigator) navigator.serviceWorker.controller?.postMessage(message);
}

/**
 * Follows the network, and lets the screens load anew when it is back; where none of them reads anything, `ask` does, or they
 * would say for ever that it is gone. Answers how to stop.
 */
export function watchConnection(ask: () => void): () => void {
  const look = (): void => {
    const old = readBoard().keptAt !== undefined && document.visibilityState === "visible";
    if (old && !announceNews()) ask();
  };
  const follow = (): void => {
    writeBoard({ offline: !navigator.onLine });
    look();
  };
  const timer = setInterval(look, LOOK_AGAIN_MS);
  for (const change of ["online", "offline"]) addEventListener(change, follow);
  document.addEventListener("visibilitychange", look);
  follow();
  return () => {
    clearInterval(timer);
    for (const change of ["online", "offline"]) removeEventListener(change, follow);
    document.removeEventListener("visibilitychange", look);
  };
}
