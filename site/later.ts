/**
 * What the first screen does without: loaded as one part, after it. Many small parts would share many smaller ones, and
 * weigh more than they save.
 */
export { History } from "./charter/History.tsx";
export { QrDialog } from "./waiverLink/QrDialog.tsx";
export { openDelivery } from "./offline/delivery.ts";
export { withWaiting } from "./offline/overlay.ts";
export { AddPatrons } from "./manifest/AddPatrons.tsx";
export { Availability } from "./availability/Availability.tsx";
export { BackDialog } from "./departure/BackDialog.tsx";
export { Closeout } from "./closeout/Closeout.tsx";
export { Crew } from "./crew/Crew.tsx";
export { DepartDialog } from "./departure/DepartDialog.tsx";
export { Departure } from "./departure/Departure.tsx";
export { DuplicateCharter } from "./charter/DuplicateCharter.tsx";
export { EditCharter } from "./charter/EditCharter.tsx";
export { EditPatron } from "./manifest/EditPatron.tsx";
export { keepWaiver } from "./kiosk/keepWaiver.ts";
export { Lasting } from "./waiting/Lasting.tsx";
export { askToLast } from "./offline/lasting.ts";
export { LeaveDialog } from "./forms/LeaveDialog.tsx";
export { makeReady } from "./month/makeReady.ts";
export { LogPayment } from "./payments/LogPayment.tsx";
export { NewCharter } from "./charter/NewCharter.tsx";
export { RefundPayment } from "./payments/RefundPayment.tsx";
export { ReverseEntry } from "./payments/ReverseEntry.tsx";
export { SendReceipt } from "./payments/SendReceipt.tsx";
export { KioskLock } from "./session/KioskLock.tsx";
export { LinkPage } from "./session/LinkPage.tsx";
export { OwnAccount } from "./account/OwnAccount.tsx";
export { SignIn } from "./session/SignIn.tsx";
export { SignOutDialog } from "./session/SignOutDialog.tsx";
export { StatusDialog } from "./charter/StatusDialog.tsx";
export { Vessels } from "./vessels/Vessels.tsx";
export { Waiting } from "./waiting/Waiting.tsx";
export { WaiverTexts } from "./waiverTexts/WaiverTexts.tsx";
export { WithheldNotice } from "./charter/WithheldNotice.tsx";
