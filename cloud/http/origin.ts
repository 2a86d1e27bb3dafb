/** A request as the distribution sends it to an origin. */
export interface OriginRequest {
  method: string;
  /** Percent-encoded as the viewer, or the edge function, wrote it. */
  path: string;
  /** Without the question mark. */
  queryString: string;
  /** Lower-case names; several values of one name are joined by a comma, cookies by a semicolon. */
  headers: Readonly<Record<string, string>>;
  body: Buffer;
  /** The viewer's address. */
  viewerAddress: string;
  /** Set when an origin access control signed the request. */
  signature?: Signature;
}

/** What the distribution's origin access control puts into its signature. */
export interface Signature {
  principal: "cloudfront.amazonaws.com";
  /** The distribution's ARN. */
  sourceArn: string;
}

/** An origin's answer; `cookies` are complete Set-Cookie values. */
export interface OriginResponse {
  status: number;
  headers: Record<string, string>;
  cookies: readonly string[];
  body: Buffer;
}

/** A server behind a domain name that the distribution can fetch from. */
export type Origin = (request: OriginRequest) => Promise<OriginResponse>;

/** Builds an answer with a text body. */
export function respondText(
  status: number,
  contentType: string,
  text: string,
  headers: Record<string, string> = {},
): OriginResponse {
  return { status, headers: { "content-type": contentType, ...headers }, cookies: [], body: Buffer.from(text) };
}
