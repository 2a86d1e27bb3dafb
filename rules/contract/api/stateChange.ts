import { BODY_HASH_HEADER, CLIENT, CLIENT_HEADER } from "../headers.ts";

/** Writes what every request that changes something carries, with the hash of its body. */
export function stateChangeHeaders(bodySha256: string): Record<string, string> {
  return { "content-type": "application/json", [CLIENT_HEADER]: CLIENT, [BODY_HASH_HEADER]: bodySha256 };
}
