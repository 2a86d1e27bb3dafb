import * as v from "valibot";

export const PIN_MIN = 6;
const PIN_MAX = 12;

/** `PUT /api/kiosk/pin` (admin): what lets the crew back to the dashboard on a device that patrons sign on. */
export const SetPinRequest = v.strictObject({
  pin: v.pipe(v.string(), v.regex(/^\d{6,12}$/, `must be ${PIN_MIN} to ${PIN_MAX} digits`)),
});
export type SetPinRequest = v.InferOutput<typeof SetPinRequest>;

/** The PIN as it is kept, and checked on the device: there may be no signal. PBKDF2 with HMAC-SHA-256. */
export const KioskPin = v.object({ salt: v.string(), iterations: v.number(), hash: v.string() });
export type KioskPin = v.InferOutput<typeof KioskPin>;
