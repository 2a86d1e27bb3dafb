import { ChangePasswordRequest } from "../account.ts";
import type { Operation } from "../operation.ts";
import { OWN_PASSWORD_PATH } from "../paths/account.ts";
import { SessionResponse } from "../session.ts";

const SESSION_SENT = { "Set-Cookie": "A new session, and the device by which this browser is known again." } as const;

/** One's own account: how one signs in, and where one is signed in. */
export const ACCOUNT_OPERATIONS = {
  changeOwnPassword: {
    method: "POST",
    path: OWN_PASSWORD_PATH,
    access: "crew",
    summary: "Changes one's own password.",
    description: "All sessions of the account end, and the caller gets a new one.",
    body: ChangePasswordRequest,
    answers: { 200: { description: "Changed.", schema: SessionResponse, headers: SESSION_SENT } },
    problems: { 403: ["wrong-password", "sign-in-again"], 429: ["throttled"] },
  },
} as const satisfies Record<string, Operation>;
