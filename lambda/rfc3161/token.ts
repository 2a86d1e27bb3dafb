import * as asn1js from "asn1js";
import { Certificate, ContentInfo, ExtKeyUsage, id_ExtKeyUsage, SignedData, TSTInfo } from "pkijs";

import { BrokenToken } from "./errors.ts";
import type { Stamp } from "./stamp.ts";

const COMMON_NAME = "2.5.4.3";
const ORGANIZATION = "2.5.4.10";
const TIME_STAMPING = "1.3.6.1.5.5.7.3.8";

/** A token that was read and found sound. */
export interface ReadToken extends Stamp {
  /** As the query had it; undefined where there was none. */
  readonly nonce: string | undefined;
}

/**
 * Reads a time-stamp token and checks that it is of these very bytes, and signed by the certificate in it, which is one for
 * time-stamping. Whether that certificate is its owner's, the list of trusted ones tells: `openssl ts -verify -CAfile`, or
 * `trusted` here. Throws BrokenToken.
 */
export async function readToken(
  token: Uint8Array,
  sealed: Uint8Array,
  trusted?: readonly Certificate[],
): Promise<ReadToken> {
  try {
    // What nobody signed must not stand behind it either.
    if (asn1js.fromBER(copy(token)).offset !== token.length) throw new BrokenToken("Something stands behind its end.");
    const signed = new SignedData({ schema: ContentInfo.fromBER(copy(token)).content });
    const asked = { signer: 0, data: copy(sealed), extendedMode: true } as const;
    const { signatureVerified, signerCertificate } = await signed.verify(asked);
    if (signatureVerified !== true || !(signerCertificate instanceof Certificate))
      throw new BrokenToken("Its signature is not its certificate's.");
    // One that is trusted by itself needs no chain.
    if (trusted !== undefined && !trusted.some((one) => isSame(one, signerCertificate)))
      await signed.verify({ ...asked, checkChain: true, trustedCerts: [...trusted] });
    requirePurpose(signerCertificate);
    const content = signed.encapContentInfo.eContent?.getValue();
    if (content === undefined) throw new BrokenToken("It says nothing.");
    const { genTime, nonce } = TSTInfo.fromBER(content);
    return {
      token: Buffer.from(token).toString("base64"),
      at: genTime.toISOString(),
      authority: nameOf(signerCertificate),
      nonce: nonce === undefined ? undefined : Buffer.from(nonce.valueBlock.valueHexView).toString("hex"),
    };
  } catch (fault) {
    if (fault instanceof BrokenToken) throw fault;
    throw new BrokenToken(
      `It is no sound time-stamp token of this record (${fault instanceof Error ? fault.message : "unknown"}).`,
      { cause: fault },
    );
  }
}

/** Reads certificates out of PEM. */
export function readCertificates(pem: string): readonly Certificate[] {
  const blocks = pem.matchAll(/-----BEGIN CERTIFICATE-----([\s\S]*?)-----END CERTIFICATE-----/g);
  return [...blocks].map(([, base64 = ""]) => Certificate.fromBER(copy(Buffer.from(base64, "base64"))));
}

function isSame(one: Certificate, other: Certificate): boolean {
  return Buffer.compare(Buffer.from(one.toSchema().toBER()), Buffer.from(other.toSchema().toBER())) === 0;
}

/** RFC 3161, 2.3. */
function requirePurpose({ extensions = [] }: Certificate): void {
  const usage = extensions.find(({ extnID }) => extnID === id_ExtKeyUsage)?.parsedValue as unknown;
  if (!(usage instanceof ExtKeyUsage) || !usage.keyPurposes.includes(TIME_STAMPING))
    throw new BrokenToken("Its certificate is none for time-stamping.");
}

function nameOf({ subject }: Certificate): string {
  const named = (type: string): string | undefined =>
    subject.typesAndValues.find((part) => part.type === type)?.value.valueBlock.value;
  const [name, organization] = [named(COMMON_NAME), named(ORGANIZATION)];
  const parts = [name, organization].filter((part) => part !== undefined && part !== "");
  return parts.length === 0 ? "an authority without a name" : parts.join(", ");
}

/** Takes the token out of an answer, byte for byte as it was signed; undefined where the authority gave none. */
export function tokenIn(reply: Uint8Array): Uint8Array | undefined {
  const { result, offset } = asn1js.fromBER(copy(reply));
  if (offset === -1 || !(result instanceof asn1js.Sequence)) return undefined;
  const token = result.valueBlock.value[1];
  return token === undefined ? undefined : new Uint8Array(token.valueBeforeDecodeView);
}

function copy(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}
