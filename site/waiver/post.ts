import { SignResponse } from "../../rules/contract/api/signing.ts";
import type { SignRequest } from "../../rules/contract/api/waiver.ts";
import { waiverPath } from "../../rules/contract/slug.ts";
import { apiFetch, type Sent } from "../api/apiFetch.ts";
import { QUEUE_MS } from "../device/deadlines.ts";
import { within } from "../device/within.ts";
import type { WaiverFacts } from "./form.ts";

/** Signs by way of this device's queue. */
type Submit = (slug: string, body: SignRequest) => Promise<Sent<SignResponse>>;

/** The kiosk's queue is a file of its own, so that no patron's phone loads it. */
const loadQueue = async (): Promise<Submit> => (await import("../kiosk/submitAtKiosk.ts")).submitAtKiosk;

/** Sends a signature. At the kiosk it may go later; where its queue does not load or open, it is sent as from any phone. */
export async function post(
  { slug, place }: Pick<WaiverFacts, "slug" | "place">,
  body: SignRequest,
  load: () => Promise<Submit> = loadQueue,
): Promise<Sent<SignResponse>> {
  const atOnce = () => apiFetch({ method: "POST", path: waiverPath(slug), body, answer: SignResponse });
  if (place !== "kiosk") return atOnce();
  try {
    const submit = await within(QUEUE_MS, load());
    return await submit(slug, body);
  } catch {
    return atOnce();
  }
}
