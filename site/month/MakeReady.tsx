import { useState } from "preact/hooks";

import { useApp } from "../context.ts";
import { keepWaiver } from "../kiosk/keepWaiver.ts";

const SAID = {
  idle: "",
  busy: "",
  ready: "Ready: today’s charters and their waivers are on this device.",
  failed: "Not all of it is here. Try again where the signal is better.",
} as const;

/** Fetches today's charters and their waiver pages while there is a signal, for when there is none. */
export function MakeReady({ slugs }: { readonly slugs: readonly string[] }) {
  const { client } = useApp();
  const [state, setState] = useState<keyof typeof SAID>("idle");
  async function fetchAll(): Promise<void> {
    setState("busy");
    // The worker keeps what passes through it; before it is in charge, nothing would stay.
    if ("serviceWorker" in navigator) await navigator.serviceWorker.ready;
    const kept = await Promise.all(
      slugs.map(async (slug) => {
        const [event, waiver] = await Promise.all([client.charters.read(slug), keepWaiver(slug)]);
        return event.ok && waiver;
      }),
    );
    setState(kept.every(Boolean) ? "ready" : "failed");
  }
  return (
    <div class="row">
      <button
        type="button"
        class="button"
        aria-disabled={state === "busy"}
        onClick={() => {
          if (state !== "busy") void fetchAll();
        }}
      >
        {state === "busy" ? "Fetching…" : "Make ready for offline"}
      </button>
      <p role="status" class="hint">
        {SAID[state]}
      </p>
    </div>
  );
}
