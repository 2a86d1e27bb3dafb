import type { Call } from "../http/route.ts";
import { viewerOrigin } from "../http/viewer.ts";
import type { Services } from "../services.ts";
import type { Party } from "../webauthn/webauthn.ts";

/** Where passkeys are valid: the site as whoever calls sees it, by the edge's word. */
export async function partyOf({ company }: Services, call: Call): Promise<Party> {
  return { name: (await company.read()).name, origin: viewerOrigin(call) };
}
