import { defer } from "../ui/Deferred.tsx";
import { loadLater } from "../ui/loadLater.ts";

/** Shown as components while their code comes with the later part, a moment after the first screens. */
export const AddPatrons = defer(() => loadLater().then((part) => part.AddPatrons));
export const EditPatron = defer(() => loadLater().then((part) => part.EditPatron));
export const SignedWaiver = defer(() => loadLater().then((part) => part.SignedWaiver));
