import * as v from "valibot";

import { NewPassword, PresentPassword } from "./password.ts";

/** `POST /api/account/password`: one's own, with the one that there is; null where there is none yet. */
export const ChangePasswordRequest = v.strictObject({ present: v.nullable(PresentPassword), password: NewPassword });
export type ChangePasswordRequest = v.InferOutput<typeof ChangePasswordRequest>;
