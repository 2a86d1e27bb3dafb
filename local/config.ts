import type { GmailCredentials } from "../cloud/gmail/api.ts";

/** The local stack's values for the Pulumi program: what an operator sets with `pulumi config set` on the others. */

export const STACK_NAME = "local";
export const TIME_ZONE = "America/New_York";

/** Known to the local Gmail only; they open nothing anywhere. */
export const GMAIL_CREDENTIALS: GmailCredentials = {
  clientId: "local-client.apps.example.com",
  clientSecret: "local-client-secret",
  refreshToken: "local-refresh-token",
};

/** The plain configuration of the local stack; Gmail and the outside clock are the local ones, and where there is none, none is asked. */
export function localConfig(gmailEndpoint: string, timestampAuthority?: string): Record<string, string> {
  return {
    "scc:companyName": "Windward Charters",
    "scc:adminEmail": "captain@example.com",
    "scc:mailFrom": "charters@example.com",
    "scc:timeZone": TIME_ZONE,
    "scc:currency": "USD",
    "scc:gmailEndpoint": gmailEndpoint,
    ...(timestampAuthority === undefined ? {} : { "scc:timestampAuthority": timestampAuthority }),
    "scc:aliases": JSON.stringify({ "2026-05-23": "2026-05-23-jane-afternoon" }),
  };
}

/** The secret configuration of the local stack. */
export function localSecrets(): Record<string, string> {
  return {
    "scc:gmailClientId": GMAIL_CREDENTIALS.clientId,
    "scc:gmailClientSecret": GMAIL_CREDENTIALS.clientSecret,
    "scc:gmailRefreshToken": GMAIL_CREDENTIALS.refreshToken,
  };
}
