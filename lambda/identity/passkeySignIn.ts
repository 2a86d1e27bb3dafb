import { PasskeySignInRequest } from "../../rules/contract/api/passkey.ts";
import { askChallenge, takeChallenge } from "../accounts/challenges.ts";
import { findPasskey, notePasskeyUsed } from "../accounts/passkeys.ts";
import { accountItemKey, parseAccount, type StoredAccount } from "../accounts/store.ts";
import { readBody } from "../http/body.ts";
import type { Call } from "../http/route.ts";
import { viewerAddress } from "../http/viewer.ts";
import { ProblemError, tooMany } from "../problem.ts";
import type { Services } from "../services.ts";
import { beginSession } from "../session/begin.ts";
import { noteSecurity } from "../session/note.ts";
import { networkOf } from "../throttle/network.ts";
import { reserveTry, type Limit } from "../throttle/throttle.ts";
import { checkPasskey, ownerOf, passkeyQuestion } from "../webauthn/webauthn.ts";
import { partyOf } from "./party.ts";

/** Questions that one network may ask in 15 minutes: each is an item of the table. A passkey cannot be guessed. */
export const PASSKEY_ASKS_MAX = 60;

/** Says what the browser is to be asked for, to sign in with any passkey that it has for us. */
export async function postPasskeyOptions(services: Services, call: Call): Promise<Response> {
  const { table, clock } = services;
  const limit: Limit = { scope: "passkey-address", subject: networkOf(viewerAddress(call)), max: PASSKEY_ASKS_MAX };
  const reserved = await reserveTry(table, limit, clock());
  if (!reserved.ok) throw tooMany("Too many tries", reserved.retryAfterSeconds);
  const challenge = await askChallenge(table, "sign-in", clock());
  return call.json(passkeyQuestion(await partyOf(services, call), challenge));
}

/** Signs in with a passkey. It asks its holder who they are, so that no other factor is asked for. */
export async function postPasskeySession(services: Services, call: Call): Promise<Response> {
  const { passkey } = await readBody(call, PasskeySignInRequest);
  const account = await ownerByPasskey(services, call, passkey);
  if (account === undefined) {
    noteSecurity(services, call, "sign-in-refused", { detail: "passkey" });
    throw new ProblemError(
      401,
      "wrong-passkey",
      "That passkey does not open an account here",
      "Use another one, or your password. If it is of this site, its account was disabled or it was removed there.",
    );
  }
  const { answer } = await beginSession(services, call, account);
  noteSecurity(services, call, "sign-in", { by: account.email, detail: "passkey" });
  return call.json(answer);
}

async function ownerByPasskey(
  services: Services,
  call: Call,
  passkey: PasskeySignInRequest["passkey"],
): Promise<StoredAccount | undefined> {
  const { table, clock } = services;
  const key = ownerOf(passkey);
  const stored = await findPasskey(table, key, passkey.id);
  if (stored === undefined) return undefined;
  const counter = await checkPasskey(await partyOf(services, call), passkey, stored, (challenge) =>
    takeChallenge(table, challenge, "sign-in", clock()),
  );
  if (counter === undefined || !(await notePasskeyUsed(table, stored, counter, clock()))) return undefined;
  const item = await table.get(accountItemKey(key));
  const account = item === undefined ? undefined : parseAccount(item);
  return account?.disabled_at === undefined ? account : undefined;
}
