import { auth, gmail } from "@googleapis/gmail";
import * as v from "valibot";

import type { GmailConfig } from "../env.ts";
import type { SendMail, SendResult } from "../mail/sendMail.ts";

const SentMessage = v.object({ id: v.pipe(v.string(), v.nonEmpty()) });
const ErrorReply = v.object({ status: v.number(), data: v.optional(v.unknown()) });
/** How the token endpoint says no, and how the API does. */
const OAuthError = v.object({ error: v.string() });
const ApiError = v.object({ error: v.object({ errors: v.array(v.object({ reason: v.string() })) }) });

/** Makes a sender on Google's own Gmail client, with one OAuth2 client whose access token is reused until it expires. */
export function createClient(config: GmailConfig): SendMail {
  const { clientId, clientSecret, refreshToken, endpoint } = config;
  // Node's own fetch keeps connections alive; the client would load node-fetch instead.
  const transporterOptions = { fetchImplementation: fetch };
  const oauth = new auth.OAuth2({
    clientId,
    clientSecret,
    transporterOptions,
    ...(endpoint === undefined ? {} : { endpoints: { oauth2TokenUrl: `${endpoint}/token` } }),
  });
  oauth.setCredentials({ refresh_token: refreshToken });
  const api = gmail({ version: "v1", auth: oauth, ...(endpoint === undefined ? {} : { rootUrl: `${endpoint}/` }) });
  return async (mail, deadlineMs) => {
    const raw = Buffer.from(mail.mime).toString("base64url");
    const signal = AbortSignal.timeout(Math.max(1, Math.floor(deadlineMs)));
    try {
      const reply = await api.users.messages.send({ userId: "me", requestBody: { raw } }, { signal, retry: false });
      return v.is(SentMessage, reply.data) ? { state: "sent" } : { state: "unavailable", code: "odd-reply" };
    } catch (error) {
      return toResult(error);
    }
  };
}

/** Only a reply that blames this very mail is final; a revoked token, a quota or an outage will pass. */
function toResult(error: unknown): SendResult {
  const reply = v.safeParse(ErrorReply, error instanceof Error && "response" in error ? error.response : undefined);
  if (!reply.success) return { state: "unavailable", code: error instanceof Error ? error.name : "unknown" };
  const { status, data } = reply.output;
  const oauth = v.safeParse(OAuthError, data);
  if (oauth.success) return { state: "unavailable", code: oauth.output.error };
  const api = v.safeParse(ApiError, data);
  const code = api.success ? (api.output.error.errors[0]?.reason ?? String(status)) : String(status);
  return status === 400 || status === 413 ? { state: "refused", code } : { state: "unavailable", code };
}
