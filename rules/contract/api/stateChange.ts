import { AUTHOR_HEADER, BODY_HASH_HEADER, CLIENT, CLIENT_HEADER } from "../headers.ts";

/** Writes what every request that changes something carries, with the hash of its body, and whose change it is; "" for anybody's. */
export function stateChangeHeaders(bodySha256: string, author = ""): Record<string, string> {
  return {
    "content-type": "application/json",
    [CLIENT_HEADER]: CLIENT,
    [BODY_HASH_HEADER]: bodySha256,
    ...(author === "" ? {} : { [AUTHOR_HEADER]: encodeURIComponent(author) }),
  };
}

/** Tells whether a change that names its author in such a header is of an account; one that names none is. */
export function isAuthoredBy(header: string | undefined, email: string): boolean {
  return header === undefined || header === encodeURIComponent(email);
}
