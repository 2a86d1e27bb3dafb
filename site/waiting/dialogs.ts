import { defer } from "../ui/Deferred.tsx";
import { loadLater } from "../ui/loadLater.ts";

/** Shown as components while their code comes with the later part, a moment after the first screens. */
export const Lasting = defer(() => loadLater().then((part) => part.Lasting));
export const Refused = defer(() => loadLater().then((part) => part.Refused));
export const NotKept = defer(() => loadLater().then((part) => part.NotKept));
