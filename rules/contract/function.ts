/** The Lambda, as the program that declares it and all who call it see it. */

/** The one alias: what callers address. The operator's commands move it to roll back. */
export const LIVE_ALIAS = "live";

/** How long the function may run, in seconds. */
export const FUNCTION_SECONDS = 15;
/** How long CloudFront waits for it: longer, so that the function's own error is what the viewer gets. */
export const ORIGIN_SECONDS = 20;
/** How long the site waits for an answer, in ms: giving up earlier would leave a written payment unanswered. */
export const ANSWER_MS = ORIGIN_SECONDS * 1_000;

/** The largest body a request may have, in bytes: three drawn signatures' worth. */
export const BODY_BYTES_MAX = 65_536;
