/** The session's cookie without its prefix. */
export const SESSION_COOKIE = "scc_session";
/** What browsers send: the prefix makes them insist on Secure, Path=/ and no Domain. */
export const SESSION_COOKIE_SENT = `__Host-${SESSION_COOKIE}`;
