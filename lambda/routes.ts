import type { Operation } from "../rules/contract/api/operation.ts";
import { OPERATIONS, type OperationId } from "../rules/contract/api/operations.ts";
import { getAvailability, putAvailability } from "./availability/handlers.ts";
import { deleteCalendar, getCalendar, getCalendarFile, postCalendar } from "./calendar/handlers.ts";
import { getCloseout, postCloseout } from "./closeouts/handlers.ts";
import { getCrewDay } from "./crew/day.ts";
import { addCrew, deleteCrewSessions, listCrew, patchCrew, postCrewLink } from "./crew/handlers.ts";
import { postRoster } from "./crew/rosterHandlers.ts";
import { postBriefing, postDeparture } from "./departures/handlers.ts";
import { getEvent, listMonth, patchEvent, postCallOff, postEvent, postMove } from "./events/handlers.ts";
import { readHealth } from "./health/handlers.ts";
import type { Call, Caller, Route } from "./http/route.ts";
import { deleteOtherSessions, deleteOwnSession, getAccountPage } from "./identity/accountHandlers.ts";
import { deleteKioskPin, putKioskPin } from "./identity/kioskHandlers.ts";
import { postLink, postLinkPassword, postReset } from "./identity/linkHandlers.ts";
import {
  deletePasskey,
  postLinkNewPasskey,
  postLinkPasskey,
  postNewPasskey,
  postPasskey,
} from "./identity/passkeyHandlers.ts";
import { postPasskeyOptions, postPasskeySession } from "./identity/passkeySignIn.ts";
import { deleteSecondFactor, postSecondFactor, putSecondFactor } from "./identity/secondFactorHandlers.ts";
import { postOwnPassword } from "./identity/passwordHandlers.ts";
import { postMailRelease, postMailRetry } from "./outbox/handlers.ts";
import { patchPatron, postPatrons, postReminders } from "./patrons/handlers.ts";
import { getPaymentsCsv } from "./payments/csv.ts";
import { postPayment, postReceipt, postRefund, postReversal } from "./payments/handlers.ts";
import { getStopReminders } from "./reminders/handlers.ts";
import type { Services } from "./services.ts";
import { createSession, deleteSession, readSession } from "./session/handlers.ts";
import { deleteFirstDay, getFirstDay } from "./settings/firstDay.ts";
import { getSettings, patchSettings } from "./settings/handlers.ts";
import { getSignedWaiver } from "./signatures/handlers.ts";
import { getVessels, patchVessel, postVessel } from "./vessels/handlers.ts";
import { getWaiver, postWaiver } from "./waiver/handlers.ts";
import { getWaiverTexts, getWaiverVersion, patchDraft, postPreview, postWaiverText } from "./waiverTexts/handlers.ts";

type PublicHandler = (services: Services, call: Call) => Promise<Response>;
type SignedInHandler = (services: Services, call: Call, caller: Caller) => Promise<Response>;
type PublicId = {
  [Id in OperationId]: (typeof OPERATIONS)[Id]["access"] extends "public" ? Id : never;
}[OperationId];

/** What anybody may ask for. Here and below an operation of the contract too few or too many does not compile. */
const PUBLIC: Readonly<Record<PublicId, PublicHandler>> = {
  readHealth,
  readSession,
  signIn: createSession,
  signOut: deleteSession,
  readCalendarFile: getCalendarFile,
  askPasskey: postPasskeyOptions,
  signInByPasskey: postPasskeySession,
  askPasskeyByLink: postLinkNewPasskey,
  addPasskeyByLink: postLinkPasskey,
  askReset: postReset,
  openLink: postLink,
  chooseByLink: postLinkPassword,
  stopReminders: getStopReminders,
  showWaiver: getWaiver,
  signWaiver: postWaiver,
};

/** What the contract keeps for the crew, or for admins. */
const SIGNED_IN: Readonly<Record<Exclude<OperationId, PublicId>, SignedInHandler>> = {
  listCrew,
  addCrew,
  changeCrew: patchCrew,
  sendCrewLink: postCrewLink,
  endCrewSessions: deleteCrewSessions,
  changeOwnPassword: postOwnPassword,
  setKioskPin: putKioskPin,
  removeKioskPin: deleteKioskPin,
  readOwnAccount: getAccountPage,
  endOwnSession: deleteOwnSession,
  endOtherSessions: deleteOtherSessions,
  askNewPasskey: postNewPasskey,
  addPasskey: postPasskey,
  removePasskey: deletePasskey,
  beginSecondFactor: postSecondFactor,
  confirmSecondFactor: putSecondFactor,
  removeSecondFactor: deleteSecondFactor,
  readCrewDay: getCrewDay,
  listAvailability: getAvailability,
  setOwnAnswer: putAvailability,
  readCalendar: getCalendar,
  renewCalendarLink: postCalendar,
  turnOffCalendar: deleteCalendar,
  listVessels: getVessels,
  addVessel: postVessel,
  changeVessel: patchVessel,
  readSettings: getSettings,
  changeSettings: patchSettings,
  readFirstDay: getFirstDay,
  endFirstDay: deleteFirstDay,
  listEvents: listMonth,
  createEvent: postEvent,
  readEvent: getEvent,
  showSignedWaiver: getSignedWaiver,
  changeEvent: patchEvent,
  moveEvent: postMove,
  callOffEvent: postCallOff,
  addPatrons: postPatrons,
  changePatron: patchPatron,
  recordBriefing: postBriefing,
  recordDeparture: postDeparture,
  sendRoster: postRoster,
  remindPatrons: postReminders,
  retryMail: postMailRetry,
  releaseMail: postMailRelease,
  logPayment: postPayment,
  logRefund: postRefund,
  logReversal: postReversal,
  sendReceipt: postReceipt,
  exportPayments: getPaymentsCsv,
  readCloseout: getCloseout,
  closeDay: postCloseout,
  readWaiverTexts: getWaiverTexts,
  publishWaiverText: postWaiverText,
  previewWaiverText: postPreview,
  saveWaiverDraft: patchDraft,
  readWaiverVersion: getWaiverVersion,
};

/** Lists every route of the contract with who may use it and its handler: app.ts enforces it, and the tests walk it. */
export function routeTable(services: Services): readonly Route[] {
  return [
    ...entriesOf(PUBLIC).map(([id, handle]) => ({
      ...placeOf(id),
      access: OPERATIONS[id].access,
      handle: (call: Call) => handle(services, call),
    })),
    ...entriesOf(SIGNED_IN).map(([id, handle]) => ({
      ...placeOf(id),
      access: OPERATIONS[id].access,
      fresh: isFresh(OPERATIONS[id]),
      handle: (call: Call, caller: Caller) => handle(services, call, caller),
    })),
  ];
}

function isFresh({ fresh = false }: Operation): boolean {
  return fresh;
}

/** The contract writes a parameter as `{slug}`, Hono as `:slug`. */
function placeOf(id: OperationId): Pick<Route, "method" | "path"> {
  const { method, path } = OPERATIONS[id];
  return { method, path: path.replace(/\{(\w+)\}/g, ":$1") };
}

/** Object.entries, for a record whose keys the compiler has counted. */
function entriesOf<Key extends string, Value>(record: Readonly<Record<Key, Value>>): [Key, Value][] {
  return Object.entries(record) as [Key, Value][];
}
