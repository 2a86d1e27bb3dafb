import { defer } from "../ui/Deferred.tsx";
import { loadLater } from "../ui/loadLater.ts";

/** Shown as components while their code comes with the later part, a moment after the first screens. */
export const DuplicateCharter = defer(() => loadLater().then((part) => part.DuplicateCharter));
export const EditCharter = defer(() => loadLater().then((part) => part.EditCharter));
export const MoveCharter = defer(() => loadLater().then((part) => part.MoveCharter));
export const NewCharter = defer(() => loadLater().then((part) => part.NewCharter));
export const Unopened = defer(() => loadLater().then((part) => part.Unopened));
export const CallOff = defer(() => loadLater().then((part) => part.CallOff));
export const ReopenCharter = defer(() => loadLater().then((part) => part.ReopenCharter));
