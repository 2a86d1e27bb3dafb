/** One's own account. */
export const ACCOUNT_PATH = "/api/account";
export const OWN_PASSWORD_PATH = "/api/account/password";
