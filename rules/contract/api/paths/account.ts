/** One's own account. */
export const ACCOUNT_PATH = "/api/account";
export const OWN_PASSWORD_PATH = "/api/account/password";
export const OWN_SESSIONS_PATH = "/api/account/sessions";
export const OWN_PASSKEYS_PATH = "/api/account/passkeys";
export const NEW_PASSKEY_PATH = "/api/account/new-passkey";
export const SECOND_FACTOR_PATH = "/api/account/second-factor";

export const ownSessionPath = (session: string): string => `${OWN_SESSIONS_PATH}/${session}`;
export const ownPasskeyPath = (passkey: string): string => `${OWN_PASSKEYS_PATH}/${passkey}`;

/** Signs in with a passkey: first what the browser is to be asked for, then what it answered. */
export const PASSKEY_OPTIONS_PATH = "/api/session/passkey/options";
export const PASSKEY_SESSION_PATH = "/api/session/passkey";
