import * as v from "valibot";

import { wordOrNewer } from "../newer.ts";
import { Instant } from "./fields.ts";
import { FactorCode, NewPassword, PresentPassword } from "./password.ts";

/** Where one is signed in. */
export const OwnSession = v.object({
  id: v.string(),
  /** The browser as it names itself; "" where that is not known. */
  user_agent: v.string(),
  opened_at: v.nullable(Instant),
  /** To ten minutes. */
  seen_at: v.nullable(Instant),
  /** Whether it is the one that asks. */
  this: v.boolean(),
});
export type OwnSession = v.InferOutput<typeof OwnSession>;

export const OwnPasskey = v.object({
  id: v.string(),
  /** What its owner calls it. */
  name: v.string(),
  created_at: Instant,
  used_at: v.nullable(Instant),
});
export type OwnPasskey = v.InferOutput<typeof OwnPasskey>;

/** `GET /api/account`, and the answer to each change of it: how one signs in, and where one is signed in. */
export const AccountResponse = v.object({
  /** `none`: whoever was invited and uses a passkey. `weak`: it would not be taken today. */
  password: wordOrNewer(["none", "weak", "good"]),
  passkeys: v.array(OwnPasskey),
  second_factor: v.nullable(v.object({ since: Instant, recovery_codes: v.number() })),
  sessions: v.array(OwnSession),
});
export type AccountResponse = v.InferOutput<typeof AccountResponse>;

/** `POST /api/account/password`: one's own, with the one that there is; null where there is none yet. */
export const ChangePasswordRequest = v.strictObject({ present: v.nullable(PresentPassword), password: NewPassword });
export type ChangePasswordRequest = v.InferOutput<typeof ChangePasswordRequest>;

/** `POST /api/account/second-factor`: what an authenticator app takes in. It counts once a code of it was confirmed. */
export const NewSecondFactorResponse = v.object({
  /** In Base32, to be typed. */
  secret: v.string(),
  /** The same as an `otpauth:` address, to be scanned. */
  uri: v.string(),
});
export type NewSecondFactorResponse = v.InferOutput<typeof NewSecondFactorResponse>;

/** `PUT /api/account/second-factor`. */
export const ConfirmSecondFactorRequest = v.strictObject({ code: FactorCode });
export type ConfirmSecondFactorRequest = v.InferOutput<typeof ConfirmSecondFactorRequest>;

/** The recovery codes: told once, and kept as hashes. */
export const RecoveryCodesResponse = v.object({ recovery_codes: v.array(v.string()) });
export type RecoveryCodesResponse = v.InferOutput<typeof RecoveryCodesResponse>;
