import { defer } from "../ui/Deferred.tsx";
import { loadLater } from "../ui/loadLater.ts";

/** Shown as components while their code comes with the later part, a moment after the first screens. */
export const BackDialog = defer(() => loadLater().then((part) => part.BackDialog));
export const DepartDialog = defer(() => loadLater().then((part) => part.DepartDialog));
