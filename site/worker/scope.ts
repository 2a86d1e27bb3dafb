/** What a service worker is given, as far as this one uses it: TypeScript's DOM library describes pages only. */
interface Lasting extends Event {
  readonly waitUntil: (work: Promise<unknown>) => void;
}

export interface Fetching extends Lasting {
  readonly request: Request;
  readonly respondWith: (response: Promise<Response>) => void;
}

interface Told extends Lasting {
  readonly data: unknown;
}

interface SyncRegistered extends Lasting {
  readonly tag: string;
}

interface WorkerScope {
  readonly location: Location;
  readonly clients: { readonly claim: () => Promise<void> };
  readonly skipWaiting: () => Promise<void>;
  addEventListener(type: "install" | "activate", listener: (event: Lasting) => void): void;
  addEventListener(type: "message", listener: (event: Told) => void): void;
  addEventListener(type: "fetch", listener: (event: Fetching) => void): void;
  addEventListener(type: "sync", listener: (event: SyncRegistered) => void): void;
}

// The global object of a worker is this by definition; the types above stand in for a library that clashes with the DOM's.
export const scope = globalThis as unknown as WorkerScope;
