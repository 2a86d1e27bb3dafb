import { defer } from "../ui/Deferred.tsx";
import { loadLater } from "../ui/loadLater.ts";

/** Shown as components while their code comes with the later part, a moment after the first screens. */
export const LogPayment = defer(() => loadLater().then((part) => part.LogPayment));
export const RefundPayment = defer(() => loadLater().then((part) => part.RefundPayment));
export const ReverseEntry = defer(() => loadLater().then((part) => part.ReverseEntry));
export const SendReceipt = defer(() => loadLater().then((part) => part.SendReceipt));
