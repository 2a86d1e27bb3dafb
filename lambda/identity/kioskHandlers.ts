import { SetPinRequest } from "../../rules/contract/api/kiosk.ts";
import { judgePin } from "../../rules/accounts/guessablePin.ts";
import { invalidRequest, readBody } from "../http/body.ts";
import type { Call, Caller } from "../http/route.ts";
import type { Services } from "../services.ts";
import { toSession } from "../session/begin.ts";
import { removePin, setPin } from "../session/kioskPin.ts";
import { noteSecurity } from "../session/note.ts";
import { ownAccount } from "./ownAccount.ts";

/** Sets the PIN that leads from the kiosk back to the dashboard. */
export async function putKioskPin(services: Services, call: Call, caller: Caller): Promise<Response> {
  const { pin } = await readBody(call, SetPinRequest);
  const fault = judgePin(pin);
  if (fault !== undefined) throw invalidRequest([{ field: "pin", message: fault }]);
  await setPin(services.table, pin);
  noteSecurity(services, call, "kiosk-pin-set", { by: caller.email, detail: "set" });
  return call.json(await toSession(services, await ownAccount(services, caller)));
}

/** Takes the kiosk's PIN away: it is not locked any more. */
export async function deleteKioskPin(services: Services, call: Call, caller: Caller): Promise<Response> {
  await removePin(services.table);
  noteSecurity(services, call, "kiosk-pin-set", { by: caller.email, detail: "removed" });
  return call.json(await toSession(services, await ownAccount(services, caller)));
}
