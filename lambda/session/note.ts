import { createHash } from "node:crypto";

import type { SecurityEvent } from "../../rules/contract/security.ts";
import { accountKey } from "../accounts/store.ts";
import type { Call } from "../http/route.ts";
import { viewerAddress } from "../http/viewer.ts";
import type { Services } from "../services.ts";
import { networkOf } from "../throttle/network.ts";

/** Whom a line of the security log is about, by their e-mail addresses; it keeps the keys of their accounts. */
interface About {
  readonly by?: string;
  readonly of?: string;
  readonly detail?: string;
}

/** Tells the security log what somebody did, from which network, and in which request. */
export function noteSecurity(
  { log }: Services,
  call: Call,
  event: SecurityEvent,
  { by, of, detail }: About = {},
): void {
  log.security(event, {
    ...(by === undefined ? {} : { by: accountKey(by) }),
    ...(of === undefined ? {} : { of: accountKey(of) }),
    ...(detail === undefined ? {} : { detail }),
    from: createHash("sha256")
      .update(networkOf(viewerAddress(call)))
      .digest("hex")
      .slice(0, 12),
    request: call.get("requestId"),
  });
}
