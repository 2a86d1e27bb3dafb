/** The headers that two sides must agree on, in lower case as HTTP/2 sends them. Plain data: the edge function bundles it. */

/** The header that only our own scripts send: a form or a link of another site cannot, without asking CORS first. */
export const CLIENT_HEADER = "x-scc-client";
/** What CLIENT_HEADER says. */
export const CLIENT = "web";

/**
 * With a change: the address of the account in whose name it was made, percent-encoded. On a phone that several people use
 * another one may be signed in by the time it is sent, and then it is refused. Older dashboards send none.
 */
export const AUTHOR_HEADER = "x-scc-author";

/** With a reading that nobody asked for: a screen looks whether there is news. It does not count as a use of the session. */
export const LOOK_HEADER = "x-scc-look";

/** The SHA-256 of the body in hex: CloudFront signs a request to the Lambda with it, and AWS answers 403 without. AWS's own name. */
export const BODY_HASH_HEADER = "x-amz-content-sha256";

/** The host that the viewer asked for. The edge sets it: behind it the Host is the Function URL's own. */
export const FORWARDED_HOST_HEADER = "x-forwarded-host";
/** The viewer's address as the edge saw it. */
export const VIEWER_ADDRESS_HEADER = "x-viewer-address";

/** On an answer that the service worker kept: when it was fresh, as a UTC instant. */
export const KEPT_AT_HEADER = "x-scc-kept-at";

/** The media type of a problem, RFC 9457. */
export const PROBLEM_MEDIA_TYPE = "application/problem+json";
