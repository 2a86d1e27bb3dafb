import { defer } from "../ui/Deferred.tsx";
import { loadLater } from "../ui/loadLater.ts";

/** Shown as a component while its code comes with the later part, without which nothing is known to wait. */
export const LaidLine = defer(() => loadLater().then((part) => part.LaidLine));

/** The first steps of a company, of which the others have no need. */
export const FirstDay = defer(() => loadLater().then((part) => part.FirstDay));
