/**
 * What the first screen does without: loaded as one part, after it. Many small parts would share many smaller ones, and
 * weigh more than they save.
 */
export { History } from "./components/History.tsx";
export { QrDialog } from "./components/QrDialog.tsx";
export { openDelivery } from "./offline/deliver.ts";
export { Availability } from "./screens/Availability.tsx";
export { BackDialog } from "./screens/BackDialog.tsx";
export { Closeout } from "./screens/Closeout.tsx";
export { Crew } from "./screens/Crew.tsx";
export { DepartDialog } from "./screens/DepartDialog.tsx";
export { Departure } from "./screens/Departure.tsx";
export { EditCharter } from "./screens/EditCharter.tsx";
export { EditPatron } from "./screens/EditPatron.tsx";
export { LogPayment } from "./screens/LogPayment.tsx";
export { NewCharter } from "./screens/NewCharter.tsx";
export { RefundPayment } from "./screens/RefundPayment.tsx";
export { ReverseEntry } from "./screens/ReverseEntry.tsx";
export { SendReceipt } from "./screens/SendReceipt.tsx";
export { SignOutDialog } from "./screens/SignOutDialog.tsx";
export { StatusDialog } from "./screens/StatusDialog.tsx";
export { Vessels } from "./screens/Vessels.tsx";
export { Waiting } from "./screens/Waiting.tsx";
export { WaiverTexts } from "./screens/WaiverTexts.tsx";
