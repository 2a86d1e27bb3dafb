import { LinkPasskeyRequest, OpenLinkRequest } from "../../rules/contract/api/link.ts";
import { AddPasskeyRequest, type NewPasskeyQuestion } from "../../rules/contract/api/passkey.ts";
import { askChallenge, takeChallenge, type Purpose } from "../accounts/challenges.ts";
import {
  addPasskey,
  findPasskey,
  listPasskeys,
  noteNewWayIn,
  PASSKEYS_MAX,
  removePasskey,
  type PasskeyFacts,
} from "../accounts/passkeys.ts";
import type { StoredAccount } from "../accounts/store.ts";
import { countBroken } from "../dynamodb/readEach.ts";
import { readBody } from "../http/body.ts";
import type { Call, Caller } from "../http/route.ts";
import { answerWritten } from "../http/written.ts";
import { notFound, ProblemError } from "../problem.ts";
import type { Services } from "../services.ts";
import { beginSession } from "../session/begin.ts";
import { noteSecurity } from "../session/note.ts";
import { newPasskeyQuestion, readNewPasskey } from "../webauthn/webauthn.ts";
import { accountResponse } from "./accountHandlers.ts";
import { openInvitation } from "./linkHandlers.ts";
import { accountGone, ownAccount } from "./ownAccount.ts";
import { partyOf } from "./party.ts";

/** Says what the browser is to be asked for, to make a passkey for one's own account. */
export async function postNewPasskey(services: Services, call: Call, caller: Caller): Promise<Response> {
  return call.json(await optionsFor(services, call, await ownAccount(services, caller)));
}

/** Adds a passkey to one's own account. All other sessions end. */
export async function postPasskey(services: Services, call: Call, caller: Caller): Promise<Response> {
  const request = await readBody(call, AddPasskeyRequest);
  const account = await ownAccount(services, caller);
  const facts = await requirePasskey(services, call, account, request);
  await addPasskey(services.table, account.email, facts, services.clock());
  noteSecurity(services, call, "passkey-added", { by: account.email });
  return begunAnew(services, call, account, 201);
}

/** Takes a passkey off one's own account, unless it is the only way in. All other sessions end. */
export async function deletePasskey(services: Services, call: Call, caller: Caller): Promise<Response> {
  const { table } = services;
  const id = call.req.param("passkey") ?? "";
  const account = await ownAccount(services, caller);
  if ((await findPasskey(table, account.timestamp, id)) === undefined)
    throw notFound("You have no such passkey", "It is gone, or was never one of yours. Reload the list.");
  const { found } = await listPasskeys(table, account.email);
  if (account.no_password === true && found.length === 1) throw onlyWayIn();
  await removePasskey(table, account.email, id);
  noteSecurity(services, call, "passkey-removed", { by: account.email });
  return begunAnew(services, call, account, 200);
}

/** Says what the browser is to be asked for, to make the passkey of an invitation. */
export async function postLinkNewPasskey(services: Services, call: Call): Promise<Response> {
  const { token } = await readBody(call, OpenLinkRequest);
  return call.json(await optionsFor(services, call, await openInvitation(services, call, token)));
}

/** Makes a passkey the way in, by an invitation, which is used up; signs in on this device. */
export async function postLinkPasskey(services: Services, call: Call): Promise<Response> {
  const { token, ...request } = await readBody(call, LinkPasskeyRequest);
  const account = await openInvitation(services, call, token);
  const facts = await requirePasskey(services, call, account, request);
  await addPasskey(services.table, account.email, facts, services.clock());
  const changed = await noteNewWayIn(services.table, account);
  if (changed === undefined) throw accountGone();
  noteSecurity(services, call, "invitation-taken", { by: account.email, detail: "passkey" });
  return call.json((await beginSession(services, call, changed)).answer);
}

async function optionsFor(services: Services, call: Call, account: StoredAccount): Promise<NewPasskeyQuestion> {
  const { table, clock } = services;
  const known = countBroken(services, await listPasskeys(table, account.email));
  if (known.length >= PASSKEYS_MAX) throw tooManyPasskeys();
  const challenge = await askChallenge(table, newFor(account), clock());
  return newPasskeyQuestion(await partyOf(services, call), account, known, challenge);
}

async function requirePasskey(
  services: Services,
  call: Call,
  account: StoredAccount,
  request: AddPasskeyRequest,
): Promise<PasskeyFacts> {
  const facts = await readNewPasskey(await partyOf(services, call), request, (challenge) =>
    takeChallenge(services.table, challenge, newFor(account), services.clock()),
  );
  if (facts !== undefined) return facts;
  throw new ProblemError(
    400,
    "wrong-passkey",
    "That passkey was not taken",
    "Nothing was changed. It has to be made within five minutes, on this very page: try again.",
  );
}

/** How somebody signs in has changed: every session but this one is over. */
async function begunAnew(services: Services, call: Call, account: StoredAccount, status: 200 | 201): Promise<Response> {
  const changed = await noteNewWayIn(services.table, account);
  if (changed === undefined) throw accountGone();
  const { id } = await beginSession(services, call, changed);
  return answerWritten(services, call, status, () => accountResponse(services, changed, id));
}

function newFor({ timestamp }: StoredAccount): Purpose {
  return `new ${timestamp}`;
}

function tooManyPasskeys(): ProblemError {
  return new ProblemError(
    409,
    "conflict",
    `You have ${PASSKEYS_MAX} passkeys`,
    "Remove one that you do not use any more, then add this one.",
  );
}

function onlyWayIn(): ProblemError {
  return new ProblemError(
    409,
    "conflict",
    "This passkey is your only way in",
    "Choose a password, or add another passkey, before you remove it.",
  );
}
