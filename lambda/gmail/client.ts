import { auth, gmail } from "@googleapis/gmail";
import * as v from "valibot";

import type { GmailConfig } from "../env.ts";
import type { SendMail, SendResult } from "./sendMail.ts";

const SentMessage = v.object({ id: v.pipe(v.string(), v.nonEmpty()) });
const ErrorReply = v.object({ status: v.number(), data: v.optional(v.unknown()) });
/** How the token endpoint says no, and how the API does. */
const OAuthError = v.object({ error: v.string() });
const ApiError = v.object({ error: v.object({ errors: v.array(v.object({ reason: v.string() })) }) });

/** The longest any request to Google may take, in ms: the client has no limit of its own for its token. */
const REQUEST_MS_MAX = 10_000;

/** Makes a sender on Google's own Gmail client, with one OAuth2 client whose access token is reused until it expires. */
export function createClient(config: GmailConfig): SendMail {
  const { endpoint } = config;
  const api = gmail({
    version: "v1",
    auth: createAuth(config),
    ...(endpoint === undefined ? {} : { rootUrl: `${endpoint}/` }),
  });
  return async (mail, deadlineMs) => {
    const raw = Buffer.from(mail.mime).toString("base64url");
    const signal = AbortSignal.timeout(Math.max(1, Math.floor(deadlineMs)));
    try {
      const reply = await api.users.messages.send({ userId: "me", requestBody: { raw } }, { signal });
      return v.is(SentMessage, reply.data) ? { state: "sent" } : { state: "unavailable", code: "odd-reply" };
    } catch (error) {
      return toResult(error);
    }
  };
}

function createAuth({ clientId, clientSecret, refreshToken, endpoint }: GmailConfig): InstanceType<typeof auth.OAuth2> {
  const oauth = new auth.OAuth2({
    clientId,
    clientSecret,
    // Node's own fetch keeps connections alive; the client would load node-fetch instead.
    transporterOptions: { fetchImplementation: fetch, timeout: REQUEST_MS_MAX },
    ...(endpoint === undefined ? {} : { endpoints: { oauth2TokenUrl: `${endpoint}/token` } }),
  });
  // The client retries its token request with pauses of seconds; the outbox is there for that.
  oauth.transporter.interceptors.request.add({
    resolved: (options) => Promise.resolve({ ...options, retry: false, retryConfig: { retry: 0 } }),
  });
  oauth.setCredentials({ refresh_token: refreshToken });
  return oauth;
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
  if (status === 429 || (status === 403 && BUSY.has(code))) return { state: "busy", code };
  return status === 400 || status === 413 ? { state: "refused", code } : { state: "unavailable", code };
}

/** What Gmail says with a 403 where it may as well say 429. Source: Gmail API, "Resolve errors". */
const BUSY: ReadonlySet<string> = new Set(["rateLimitExceeded", "userRateLimitExceeded", "dailyLimitExceeded"]);
