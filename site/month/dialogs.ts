import { defer } from "../ui/Deferred.tsx";
import { loadLater } from "../ui/loadLater.ts";

/** Shown as a component while its code comes with the later part, without which nothing is known to wait. */
export const LaidLine = defer(() => loadLater().then((part) => part.LaidLine));
