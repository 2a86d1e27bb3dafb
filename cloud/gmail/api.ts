import { createHash } from "node:crypto";
import * as v from "valibot";
import type { Mailbox } from "./mailbox.ts";

/** The credentials that Gmail knows. */
export interface GmailCredentials {
  clientId: string;
  clientSecret: string;
  refreshToken: string;
}

/** An answer of one of Google's APIs. */
export interface ApiAnswer {
  status: number;
  body: object;
}

const TOKEN_LIFETIME_SECONDS = 3_599;
const SendRequest = v.object({ raw: v.string() });

/** The access token of a set of credentials. */
function accessToken(credentials: GmailCredentials): string {
  return `ya29.${createHash("sha256").update(credentials.refreshToken).digest("base64url")}`;
}

/** Answers Google's OAuth 2.0 token endpoint for a refresh token. */
export function answerToken(
  form: URLSearchParams,
  credentials: GmailCredentials | undefined,
  revoked: boolean,
): ApiAnswer {
  if (form.get("grant_type") !== "refresh_token")
    return oauthError("unsupported_grant_type", `Invalid grant_type: ${form.get("grant_type") ?? ""}`);
  if (
    credentials === undefined ||
    form.get("client_id") !== credentials.clientId ||
    form.get("client_secret") !== credentials.clientSecret
  ) {
    return { ...oauthError("invalid_client", "The provided client secret is invalid."), status: 401 };
  }
  if (revoked || form.get("refresh_token") !== credentials.refreshToken)
    return oauthError("invalid_grant", "Token has been expired or revoked.");
  const scope = "https://www.googleapis.com/auth/gmail.send";
  return {
    status: 200,
    body: { access_token: accessToken(credentials), expires_in: TOKEN_LIFETIME_SECONDS, scope, token_type: "Bearer" },
  };
}

function oauthError(error: string, description: string): ApiAnswer {
  return { status: 400, body: { error, error_description: description } };
}

/** Answers users.messages.send: checks the bearer token and puts the mail into the mailbox. */
export async function answerSend(
  authorization: string | undefined,
  json: string,
  { mailbox, credentials, now }: { mailbox: Mailbox; credentials: GmailCredentials | undefined; now: Date },
): Promise<ApiAnswer> {
  if (credentials === undefined || authorization !== `Bearer ${accessToken(credentials)}`) {
    return apiError(
      401,
      "UNAUTHENTICATED",
      "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential.",
    );
  }
  const request = v.safeParse(v.pipe(v.string(), v.parseJson(), SendRequest), json);
  if (!request.success)
    return apiError(
      400,
      "INVALID_ARGUMENT",
      "'raw' RFC822 payload message string or uploading message via /upload/* URL required",
    );
  const raw = Buffer.from(request.output.raw, "base64url");
  if (!/^to:\s*\S/im.test(raw.toString("latin1")))
    return apiError(400, "INVALID_ARGUMENT", "Recipient address required");
  const { id } = await mailbox.accept(raw, now);
  return { status: 200, body: { id, threadId: id, labelIds: ["SENT"] } };
}

/** Shapes an error as Google's APIs do. */
export function apiError(code: number, status: string, message: string, reason = "backendError"): ApiAnswer {
  return { status: code, body: { error: { code, message, errors: [{ message, domain: "global", reason }], status } } };
}
