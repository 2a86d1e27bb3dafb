import * as v from "valibot";

import { QUEUE_NAME } from "../device/names.ts";

const Manager = v.object({ register: v.function() });

/** Asks the browser to send once there is a network. Background Sync is Chromium's; elsewhere the next opening of the page sends. */
export async function registerSync(): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  const registration = await navigator.serviceWorker.getRegistration();
  if (registration === undefined || !("sync" in registration)) return;
  const manager = v.safeParse(Manager, registration.sync);
  // Refused where a person has turned it off: then the page sends as it does elsewhere.
  if (manager.success)
    await Promise.resolve(Reflect.apply(manager.output.register, registration.sync, [QUEUE_NAME])).catch(
      () => undefined,
    );
}
