import * as v from "valibot";

import { problem, ok, warning, type Finding } from "./finding.ts";

/** What Gmail is asked with; the endpoint is Google's own when not given. */
export interface GmailAccess {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly refreshToken: string;
  readonly endpoint: string | undefined;
}

/** What the operator types, by what is wrong. */
export interface GmailCommands {
  readonly setClient: string;
  readonly setRefreshToken: string;
  readonly again: string;
}

export type TokenAnswer =
  | { readonly kind: "token"; readonly scopes: readonly string[] }
  | { readonly kind: "refused"; readonly error: string }
  | { readonly kind: "failed"; readonly reason: string };

const GOOGLE = "https://oauth2.googleapis.com";
const TOKEN_MILLISECONDS = 10_000;
/** Each of them lets an application send. Source: Gmail API, users.messages.send. */
const SENDING_SCOPES = [
  "https://mail.google.com/",
  ...["send", "compose", "modify"].map((name) => `https://www.googleapis.com/auth/gmail.${name}`),
];

const Token = v.object({ access_token: v.pipe(v.string(), v.nonEmpty()), scope: v.optional(v.string(), "") });
const Refused = v.object({ error: v.string() });

/** Trades the refresh token for an access token, as the function does before it sends. The access token is not kept. */
export async function askForToken({
  clientId,
  clientSecret,
  refreshToken,
  endpoint = GOOGLE,
}: GmailAccess): Promise<TokenAnswer> {
  const form = new URLSearchParams({
    grant_type: "refresh_token",
    client_id: clientId,
    client_secret: clientSecret,
    refresh_token: refreshToken,
  });
  try {
    const response = await fetch(`${endpoint.replace(/\/+$/, "")}/token`, {
      method: "POST",
      body: form,
      signal: AbortSignal.timeout(TOKEN_MILLISECONDS),
    });
    const body: unknown = await response.json().catch(() => undefined);
    const token = v.safeParse(Token, body);
    if (response.ok && token.success)
      return { kind: "token", scopes: token.output.scope.split(" ").filter((scope) => scope !== "") };
    const refused = v.safeParse(Refused, body);
    if (refused.success && response.status < 500) return { kind: "refused", error: refused.output.error };
    return { kind: "failed", reason: `it answered ${response.status}` };
  } catch (fault) {
    return { kind: "failed", reason: reasonOf(fault) };
  }
}

function reasonOf(fault: unknown): string {
  if (!(fault instanceof Error)) return "it did not answer";
  if (fault.name === "TimeoutError") return `it did not answer within ${TOKEN_MILLISECONDS / 1_000} seconds`;
  const { cause } = fault;
  return cause instanceof Error && "code" in cause ? `no connection (${String(cause.code)})` : "no connection";
}

/** Judges what the token endpoint said. Google's error names are shown; nothing of the credentials is. */
export function judgeToken(answer: TokenAnswer, commands: GmailCommands): Finding {
  switch (answer.kind) {
    case "failed":
      return warning("Gmail", `could not be tried: ${answer.reason}.`, commands.again);
    case "token":
      return judgeScopes(answer.scopes, commands);
    case "refused":
      return judgeRefusal(answer.error, commands);
  }
}

function judgeScopes(scopes: readonly string[], commands: GmailCommands): Finding {
  if (scopes.some((scope) => SENDING_SCOPES.includes(scope)))
    return ok("Gmail", "gives an access token for these credentials, and it may send.");
  return problem(
    "Gmail",
    `gives an access token that may not send; it is for ${scopes.join(", ") || "nothing"}. Allow gmail.send, then:`,
    commands.setRefreshToken,
  );
}

function judgeRefusal(error: string, commands: GmailCommands): Finding {
  switch (error) {
    case "invalid_grant":
      return problem(
        "Gmail",
        "does not take the refresh token: revoked, expired (after 7 days while Google's consent screen is in testing), or another client's.",
        commands.setRefreshToken,
      );
    case "invalid_client":
    case "unauthorized_client":
      return problem("Gmail", `does not take the client id and secret (${error}).`, commands.setClient);
    default:
      return problem("Gmail", `refuses these credentials (${error}).`, commands.setRefreshToken);
  }
}
