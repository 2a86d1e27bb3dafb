import { SignResponse } from "../../rules/contract/api/signing.ts";
import type { SignRequest } from "../../rules/contract/api/waiver.ts";
import type { Sent } from "../api/apiFetch.ts";
import { openOnce } from "../device/openOnce.ts";
import { openDelivery } from "../offline/delivery.ts";
import { signatureWrite } from "../offline/writes.ts";

const NOTHING = (): void => undefined;
const LISTENER = { onEntries: NOTHING, onNews: NOTHING, onSignedOut: NOTHING, onSomebodyElse: NOTHING };
const openQueue = openOnce(() => openDelivery(LISTENER));

/**
 * Signs at the kiosk: at once where there is a signal, and else as soon as there is one, on the very text that was shown.
 * Rejects where this device keeps nothing: then nothing was sent.
 */
export async function submitAtKiosk(slug: string, request: SignRequest): Promise<Sent<SignResponse>> {
  return (await openQueue()).send(signatureWrite(slug, request), SignResponse);
}
