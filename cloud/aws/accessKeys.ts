import { digest } from "./description.ts";

// AWS's own prefix of the keys that an assumed role gets, and its length of a key.
const TEMPORARY = "ASIA";
const NAME_LENGTH = 8;
const KEY_LENGTH = 20;

/** What signs the calls of one execution environment. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** Names a principal, by its session's ARN, as its access keys do. */
export function nameOfPrincipal(arn: string): string {
  return digest(arn).slice(0, NAME_LENGTH).toUpperCase();
}

/** Makes the credentials of one session of a principal: their key names the principal, and then the session by its number. */
export function credentialsOf(principal: string, session: number): Credentials {
  const number = session.toString(36).toUpperCase();
  return {
    accessKeyId: TEMPORARY + principal + number.padStart(KEY_LENGTH - TEMPORARY.length - NAME_LENGTH, "0"),
    secretAccessKey: "local-secret-access-key",
    sessionToken: "local-session-token",
  };
}

/** Signs what the cloud itself asks of its table. */
export const OWN_ACCESS_KEY = "AKIATHECLOUDSOWNKEY0";

/** Says whether the cloud itself asks. */
export function isOwnKey(accessKeyId: string): boolean {
  return accessKeyId === OWN_ACCESS_KEY;
}

/** Says whether a key is one of a session; any other is an operator's. */
export function isTemporary(accessKeyId: string): boolean {
  return accessKeyId.startsWith(TEMPORARY);
}

/** Reads the name of its principal from a session's key. */
export function principalOf(accessKeyId: string): string {
  return accessKeyId.slice(TEMPORARY.length, TEMPORARY.length + NAME_LENGTH);
}

/** Reads who signed a request: from its Authorization header, or from the query string of a presigned one. */
export function accessKeyOf(authorization: string | undefined, url: string): string {
  const signed = /Credential=([^/,\s]+)\//.exec(authorization ?? "")?.[1];
  return signed ?? /[?&]X-Amz-Credential=([^/%&]+)/i.exec(url)?.[1] ?? "";
}
