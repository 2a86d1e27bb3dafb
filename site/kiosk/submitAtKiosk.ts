import { SignResponse } from "../../rules/contract/api/signing.ts";
import type { SignRequest } from "../../rules/contract/api/waiver.ts";
import type { Sent } from "../api/apiFetch.ts";
import { openDelivery, type Delivery } from "../offline/delivery.ts";
import { signatureWrite } from "../offline/writes.ts";

const NOTHING = (): void => undefined;
let delivery: Promise<Delivery> | undefined;

/** Signs at the kiosk: at once where there is a signal, and else as soon as there is one, on the very text that was shown. */
export async function submitAtKiosk(slug: string, request: SignRequest): Promise<Sent<SignResponse>> {
  delivery ??= openDelivery({ onEntries: NOTHING, onNews: NOTHING, onSignedOut: NOTHING });
  return (await delivery).send(signatureWrite(slug, request), SignResponse);
}
