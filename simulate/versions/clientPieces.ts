/** What a phone runs of the dashboard and of the kiosk. */
export { apiFetch } from "../../site/api/apiFetch.ts";
export { openStore } from "../../site/offline/database.ts";
export { withWaiting } from "../../site/offline/overlay.ts";
export { sendRound } from "../../site/offline/sender.ts";
export {
  addPatronsWrite,
  briefingWrite,
  changePatronWrite,
  departureWrite,
  paymentWrite,
  signatureWrite,
} from "../../site/offline/writes.ts";
export { EventResponse } from "../../rules/contract/api/event.ts";
