import * as v from "valibot";

import { wordOrNewer } from "../newer.ts";
import { Email } from "./fields.ts";
import { AddPasskeyRequest } from "./passkey.ts";
import { NewPassword } from "./password.ts";

/** What a link is for: `invitation` begins an account, `reset` replaces a forgotten password. */
export const LINK_PURPOSES = ["invitation", "reset"] as const;
export type LinkPurpose = (typeof LINK_PURPOSES)[number];

const HOUR = 3_600;
/** How long a link works, in seconds, unless it is used before. */
export const LINK_SECONDS: Readonly<Record<LinkPurpose, number>> = { invitation: 7 * 24 * HOUR, reset: HOUR };

const TOKEN_MAX = 100;
const Token = v.pipe(v.string(), v.maxLength(TOKEN_MAX));

/** `POST /api/reset`. */
export const AskResetRequest = v.strictObject({ email: Email });
export type AskResetRequest = v.InferOutput<typeof AskResetRequest>;

/** That it was asked for, and nothing about whether there is such an account. */
export const AskedResponse = v.object({ asked: v.literal(true) });
export type AskedResponse = v.InferOutput<typeof AskedResponse>;

/** `POST /api/link`: looks at a link and leaves it as it is. */
export const OpenLinkRequest = v.strictObject({ token: Token });
export type OpenLinkRequest = v.InferOutput<typeof OpenLinkRequest>;

/** Whose link it is. */
export const LinkResponse = v.object({ purpose: wordOrNewer(LINK_PURPOSES), email: v.string(), name: v.string() });
export type LinkResponse = v.InferOutput<typeof LinkResponse>;

/** `POST /api/link/password`: chooses a password, with which the link is used up. */
export const LinkPasswordRequest = v.strictObject({ token: Token, password: NewPassword });
export type LinkPasswordRequest = v.InferOutput<typeof LinkPasswordRequest>;

/** `POST /api/link/passkey`: makes a passkey the way in, with which an invitation is used up. */
export const LinkPasskeyRequest = v.strictObject({ token: Token, ...AddPasskeyRequest.entries });
export type LinkPasskeyRequest = v.InferOutput<typeof LinkPasskeyRequest>;
