import { SignResponse } from "../../rules/contract/api/signing.ts";
import type { SignRequest } from "../../rules/contract/api/waiver.ts";
import { waiverPath } from "../../rules/contract/slug.ts";
import { apiFetch, type Sent } from "../api/apiFetch.ts";
import type { WaiverFacts } from "./form.ts";

/** Sends a signature. At the kiosk it may go later; its queue is a file of its own, so that no patron's phone loads it. */
export async function post({ slug, place }: WaiverFacts, body: SignRequest): Promise<Sent<SignResponse>> {
  if (place !== "kiosk") return apiFetch({ method: "POST", path: waiverPath(slug), body, answer: SignResponse });
  const { submitAtKiosk } = await import("../kiosk/submitAtKiosk.ts");
  return submitAtKiosk(slug, body);
}
