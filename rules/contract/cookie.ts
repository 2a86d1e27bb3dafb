/** The session's cookie without its prefix. */
export const SESSION_COOKIE = "scc_session";
/** What browsers send: the prefix makes them insist on Secure, Path=/ and no Domain. */
export const SESSION_COOKIE_SENT = `__Host-${SESSION_COOKIE}`;

/** Without its prefix, the cookie of a device on which somebody has signed in; it opens nothing. */
export const DEVICE_COOKIE = "scc_device";
export const DEVICE_COOKIE_SENT = `__Host-${DEVICE_COOKIE}`;
