import * as v from "valibot";

import { QUEUE_NAME } from "../device/names.ts";

const Manager = v.object({ register: v.function() });

/**
 * Asks the browser to send once there is a network, and tells whether it will. Background Sync is Chromium's; elsewhere the
 * next opening of the page sends.
 */
export async function registerSync(): Promise<boolean> {
  if (!("serviceWorker" in navigator)) return false;
  const registration = await navigator.serviceWorker.getRegistration();
  if (registration === undefined || !("sync" in registration)) return false;
  const manager = v.safeParse(Manager, registration.sync);
  // Refused where a person has turned it off: then the page sends as it does elsewhere.
  if (!manager.success) return false;
  return Promise.resolve(Reflect.apply(manager.output.register, registration.sync, [QUEUE_NAME])).then(
    () => true,
    () => false,
  );
}
