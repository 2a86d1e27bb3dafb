/** Asks for a link by which a forgotten password is replaced. */
export const RESET_PATH = "/api/reset";
/** What a link that was mailed leads to, and what may be done with it. */
export const LINK_PATH = "/api/link";
export const LINK_PASSWORD_PATH = "/api/link/password";
export const LINK_NEW_PASSKEY_PATH = "/api/link/new-passkey";
export const LINK_PASSKEY_PATH = "/api/link/passkey";

/** The page of the dashboard that such a link opens. Its secret is behind a `#`, which browsers send to nobody. */
export const LINK_PAGE = "/link";
export const linkTo = (origin: string, token: string): string => `${origin}${LINK_PAGE}#${token}`;
