import type { NewPasskey, NewPasskeyQuestion, PasskeyQuestion, UsedPasskey } from "../../rules/contract/api/passkey.ts";
import type { PasskeyFacts, StoredPasskey } from "../accounts/passkeys.ts";
import type { StoredAccount } from "../accounts/store.ts";

/** Where passkeys are valid: the host that viewers see, and the address that its pages come from. */
export interface Party {
  readonly name: string;
  /** `https://charters.example`, or `http://localhost:8080`. */
  readonly origin: string;
}

/** Takes the answer to a question, once. */
type TakeChallenge = (challenge: string) => Promise<boolean>;

/** Loaded when somebody uses a passkey, so that no cold start reads it. */
const library = () => import("@simplewebauthn/server");

/** COSE's numbers of EdDSA, ES256 and RS256: what authenticators of today have. */
const ALGORITHMS = [-8, -7, -257];
/** How long the browser may wait for somebody, in ms: as long as the question does. */
const TIMEOUT_MS = 5 * 60 * 1000;

/** Says what the browser is to be asked for, to make a passkey that finds its account by itself and asks who holds it. */
export function newPasskeyQuestion(
  party: Party,
  account: StoredAccount,
  known: readonly StoredPasskey[],
  challenge: string,
): NewPasskeyQuestion {
  return {
    challenge,
    rp: { id: hostOf(party), name: party.name },
    user: {
      id: Buffer.from(account.timestamp).toString("base64url"),
      name: account.email,
      displayName: account.name,
    },
    pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: "public-key", alg })),
    timeout: TIMEOUT_MS,
    excludeCredentials: known.map(({ timestamp: id, transports }) => ({
      type: "public-key",
      id,
      transports: [...transports],
    })),
    authenticatorSelection: { residentKey: "required", requireResidentKey: true, userVerification: "required" },
    attestation: "none",
  };
}

/** Reads a passkey that was just made; undefined where it is no answer to a question of ours. */
export async function readNewPasskey(
  party: Party,
  { name, passkey }: { readonly name: string; readonly passkey: NewPasskey },
  take: TakeChallenge,
): Promise<PasskeyFacts | undefined> {
  const { verifyRegistrationResponse } = await library();
  const verified = await orRefused(() =>
    verifyRegistrationResponse({
      response: { ...passkey, clientExtensionResults: {} },
      expectedChallenge: take,
      expectedOrigin: party.origin,
      expectedRPID: hostOf(party),
      requireUserVerification: true,
    }),
  );
  // A maker's word about its authenticator was not asked for, and the bundle has nothing to check one with.
  if (verified?.verified !== true || verified.registrationInfo.fmt !== "none") return undefined;
  const { credential } = verified.registrationInfo;
  return {
    id: credential.id,
    name,
    public_key: Buffer.from(credential.publicKey).toString("base64url"),
    counter: credential.counter,
    transports: passkey.response.transports,
  };
}

/** Says what the browser is to be asked for, to sign in with any passkey that it has for us. */
export function passkeyQuestion(party: Party, challenge: string): PasskeyQuestion {
  return { challenge, rpId: hostOf(party), timeout: TIMEOUT_MS, userVerification: "required" };
}

/** Checks that a passkey answered a question of ours; answers its new count of uses, or undefined. */
export async function checkPasskey(
  party: Party,
  passkey: UsedPasskey,
  stored: StoredPasskey,
  take: TakeChallenge,
): Promise<number | undefined> {
  const { verifyAuthenticationResponse } = await library();
  const { userHandle, ...response } = passkey.response;
  const verified = await orRefused(() =>
    verifyAuthenticationResponse({
      response: {
        ...passkey,
        response: { ...response, ...(userHandle === undefined ? {} : { userHandle }) },
        clientExtensionResults: {},
      },
      expectedChallenge: take,
      expectedOrigin: party.origin,
      expectedRPID: hostOf(party),
      credential: {
        id: stored.timestamp,
        publicKey: fromBase64url(stored.public_key),
        counter: stored.counter,
        transports: [...stored.transports],
      },
      requireUserVerification: true,
    }),
  );
  return verified?.verified === true ? verified.authenticationInfo.newCounter : undefined;
}

/** The account's key out of what a passkey says of its owner. */
export function ownerOf(passkey: UsedPasskey): string {
  return Buffer.from(passkey.response.userHandle ?? "", "base64url").toString();
}

/** The library throws for each answer that is not as it must be. */
async function orRefused<T>(verify: () => Promise<T>): Promise<T | undefined> {
  try {
    return await verify();
  } catch (error) {
    if (error instanceof Error) return undefined;
    throw error;
  }
}

function hostOf({ origin }: Party): string {
  return new URL(origin).hostname;
}

function fromBase64url(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(text, "base64url"));
}
