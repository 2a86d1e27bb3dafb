import { createHash, randomBytes } from "node:crypto";
import * as asn1js from "asn1js";
import { AlgorithmIdentifier, MessageImprint, TimeStampReq } from "pkijs";

import { AuthorityUnavailable, BrokenToken } from "./errors.ts";
import type { Stamp } from "./stamp.ts";
import { readToken, tokenIn } from "./token.ts";

const SHA256_OID = "2.16.840.1.101.3.4.2.1";
/** How long an authority may take, in ms: nobody waits for it but the sender of mails, whose time ends with the function's. */
const ANSWER_MS = 2_000;
/** A token with its certificates is some 6 KB. */
const REPLY_BYTES_MAX = 64 * 1024;

/** Asks an authority for its stamp over some bytes (RFC 3161 over HTTP); what it gets is checked before it is taken. It never sees the bytes, but their hash. */
export async function askAuthority(url: string, sealed: Uint8Array): Promise<Stamp> {
  // Its first bit is not set, so that it is read as the positive number that it is.
  const nonce = randomBytes(8);
  nonce[0] = ((nonce[0] ?? 0) & 0x3f) | 0x40;
  const token = tokenIn(await post(url, query(sealed, nonce)));
  if (token === undefined) throw new AuthorityUnavailable("The time-stamp authority gave no stamp.");
  const read = await readToken(token, sealed);
  if (read.nonce !== nonce.toString("hex")) throw new BrokenToken("It answers another query.");
  const { at, authority } = read;
  return { token: read.token, at, authority };
}

function query(sealed: Uint8Array, nonce: Uint8Array): Uint8Array<ArrayBuffer> {
  const hash = createHash("sha256").update(sealed).digest();
  const asked = new TimeStampReq({
    version: 1,
    messageImprint: new MessageImprint({
      hashAlgorithm: new AlgorithmIdentifier({ algorithmId: SHA256_OID, algorithmParams: new asn1js.Null() }),
      hashedMessage: new asn1js.OctetString({ valueHex: new Uint8Array(hash).buffer }),
    }),
    nonce: new asn1js.Integer({ valueHex: new Uint8Array(nonce).buffer }),
    certReq: true,
  });
  return new Uint8Array(asked.toSchema().toBER());
}

async function post(url: string, body: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/timestamp-query", accept: "application/timestamp-reply" },
      body,
      redirect: "error",
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    if (response.status !== 200)
      throw new AuthorityUnavailable(`The time-stamp authority answered ${String(response.status)}.`);
    const reply = new Uint8Array(await response.arrayBuffer());
    if (reply.length > REPLY_BYTES_MAX) throw new AuthorityUnavailable("The time-stamp authority answered too much.");
    return reply;
  } catch (error) {
    if (error instanceof AuthorityUnavailable) throw error;
    throw new AuthorityUnavailable("The time-stamp authority did not answer.", { cause: error });
  }
}
