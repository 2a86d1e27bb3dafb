import type { ProblemCode } from "./problem.ts";

/** What each problem type means to a program that meets it. */
export const PROBLEM_MEANINGS: Readonly<Record<ProblemCode, string>> = {
  "invalid-request": "Something in the request is not as described; `errors` names each field where one is to blame.",
  "not-signed-in": "There is no session, or it has ended. Sign in and send the request again.",
  "not-allowed": "The role of whoever is signed in, or what they were permitted, does not reach so far.",
  "other-author":
    "The request names another account as its author than the one that is signed in. Nothing was changed; send it again once its author is signed in.",
  "sign-in-again":
    "It changes how one signs in, and the session is older than a few minutes: sign in again, and send it again.",
  "not-found": "What the request names does not exist.",
  conflict:
    "The request does not fit what is stored by now, or its id was used for something else. Sent again it gets the same answer.",
  "stale-revision":
    "Somebody changed it since the revision that the request names was read. Read it again and decide anew.",
  throttled: "Too much at once. Send the same request again later, after the seconds in Retry-After where it is there.",
  "wrong-sign-in": "E-mail and password do not match.",
  "wrong-password": "The present password, with which a change is confirmed, is not that.",
  "code-needed": "The password is right, and the account has a second factor: send the same again with a `code`.",
  "wrong-code": "The code is not the one that the authenticator app shows now, or it was used already.",
  "wrong-passkey": "The passkey is not one of the account, or its answer is not to the question that was asked.",
  "ledger-full": "The charter's ledger has no room for the entry.",
  "no-go": "The charter may not leave as it is. The same request with an `override` records why it left all the same.",
  "count-differs": "Other than so many departed. The same request with a `reason` records who is missing or why.",
  "list-changed": "Others are aboard by now than the request says. Read the charter and look again.",
  "waiver-outdated": "Another version of the waiver is in force by now: it has to be read before it is signed.",
  "cross-site": "The request lacks the header that every state change must have.",
  "unsupported-media-type": "The content type of every state change must be application/json.",
  internal: "A fault on the server's side. Try again; `instance` is the id to quote.",
};
