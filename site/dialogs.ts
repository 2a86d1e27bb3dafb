import { defer } from "./ui/Deferred.tsx";

/** What a tap opens on the first screens, as components: their code comes with the later part, a moment after the screens. */
const later = () => import("./later.ts");

export const BackDialog = defer(() => later().then((part) => part.BackDialog));
export const DepartDialog = defer(() => later().then((part) => part.DepartDialog));
export const EditCharter = defer(() => later().then((part) => part.EditCharter));
export const EditPatron = defer(() => later().then((part) => part.EditPatron));
export const History = defer(() => later().then((part) => part.History));
export const LogPayment = defer(() => later().then((part) => part.LogPayment));
export const NewCharter = defer(() => later().then((part) => part.NewCharter));
export const QrDialog = defer(() => later().then((part) => part.QrDialog));
export const RefundPayment = defer(() => later().then((part) => part.RefundPayment));
export const ReverseEntry = defer(() => later().then((part) => part.ReverseEntry));
export const SendReceipt = defer(() => later().then((part) => part.SendReceipt));
export const SignOutDialog = defer(() => later().then((part) => part.SignOutDialog));
export const StatusDialog = defer(() => later().then((part) => part.StatusDialog));
