import * as v from "valibot";

import { PersonName } from "./fields.ts";

/** Bytes as WebAuthn's JSON writes them, Base64url; far longer than any authenticator's. */
const BYTES_MAX = 8_192;
const Bytes = v.pipe(v.string(), v.regex(/^[\w-]*$/, "must be Base64url"), v.maxLength(BYTES_MAX));
const CREDENTIAL_ID_MAX = 1_400;
export const PasskeyId = v.pipe(v.string(), v.regex(/^[\w-]+$/, "must be Base64url"), v.maxLength(CREDENTIAL_ID_MAX));

/** What the browser is asked for, to sign in: `PublicKeyCredentialRequestOptionsJSON`. Source: W3C, Web Authentication Level 3, 5.1.10. */
export const PasskeyQuestion = v.object({
  challenge: v.string(),
  rpId: v.string(),
  timeout: v.number(),
  userVerification: v.literal("required"),
});
export type PasskeyQuestion = v.InferOutput<typeof PasskeyQuestion>;

const PublicKey = v.literal("public-key");

/** What it is asked for, to make one: `PublicKeyCredentialCreationOptionsJSON`. Source: the same, 5.1.9. */
export const NewPasskeyQuestion = v.object({
  challenge: v.string(),
  rp: v.object({ id: v.string(), name: v.string() }),
  user: v.object({ id: v.string(), name: v.string(), displayName: v.string() }),
  pubKeyCredParams: v.array(v.object({ type: PublicKey, alg: v.number() })),
  timeout: v.number(),
  /** Those that are there: no authenticator makes a second one. */
  excludeCredentials: v.array(v.object({ type: PublicKey, id: v.string(), transports: v.array(v.string()) })),
  authenticatorSelection: v.object({
    residentKey: v.literal("required"),
    requireResidentKey: v.literal(true),
    userVerification: v.literal("required"),
  }),
  /** Nobody asks which make it is of. */
  attestation: v.literal("none"),
});
export type NewPasskeyQuestion = v.InferOutput<typeof NewPasskeyQuestion>;

/** `RegistrationResponseJSON`, as far as it is read. */
export const NewPasskey = v.object({
  id: PasskeyId,
  rawId: PasskeyId,
  type: v.literal("public-key"),
  response: v.object({
    clientDataJSON: Bytes,
    attestationObject: Bytes,
    transports: v.optional(v.array(v.pipe(v.string(), v.maxLength(20))), []),
  }),
});
export type NewPasskey = v.InferOutput<typeof NewPasskey>;

/** `AuthenticationResponseJSON`, as far as it is read. */
export const UsedPasskey = v.object({
  id: PasskeyId,
  rawId: PasskeyId,
  type: v.literal("public-key"),
  response: v.object({
    clientDataJSON: Bytes,
    authenticatorData: Bytes,
    signature: Bytes,
    /** The account's key. */
    userHandle: v.optional(Bytes),
  }),
});
export type UsedPasskey = v.InferOutput<typeof UsedPasskey>;

/** `POST /api/account/passkeys`: one that was just made, and what its owner calls it. */
export const AddPasskeyRequest = v.strictObject({ name: PersonName, passkey: NewPasskey });
export type AddPasskeyRequest = v.InferOutput<typeof AddPasskeyRequest>;

/** `POST /api/session/passkey`. */
export const PasskeySignInRequest = v.strictObject({ passkey: UsedPasskey });
export type PasskeySignInRequest = v.InferOutput<typeof PasskeySignInRequest>;
