import type { webcrypto } from "node:crypto";
import { createHash, randomBytes } from "node:crypto";
import * as asn1js from "asn1js";
import type { Certificate } from "pkijs";
import {
  Accuracy,
  Attribute,
  ContentInfo,
  EncapsulatedContentInfo,
  id_ContentType_SignedData,
  id_eContentType_TSTInfo,
  IssuerAndSerialNumber,
  PKIStatus,
  PKIStatusInfo,
  SignedAndUnsignedAttributes,
  SignedData,
  SignerInfo,
  TimeStampReq,
  TimeStampResp,
  TSTInfo,
} from "pkijs";

/** What an authority signs with. */
export interface Identity {
  readonly certificate: Certificate;
  readonly privateKey: webcrypto.CryptoKey;
}

/** Of an enterprise number that stands for examples (RFC 5612): nobody takes these stamps for a real authority's. */
const POLICY = "1.3.6.1.4.1.32473.1";
const SHA256_OID = "2.16.840.1.101.3.4.2.1";
const SHA256_BYTES = 32;
/** Attributes of CMS (RFC 5652) and, for the certificate that signs, of RFC 5816. */
const CONTENT_TYPE = "1.2.840.113549.1.9.3";
const MESSAGE_DIGEST = "1.2.840.113549.1.9.4";
const SIGNING_CERTIFICATE_V2 = "1.2.840.113549.1.9.16.2.47";

/** Answers a time-stamp query (RFC 3161), both as DER. What is no query, or is about another hash than SHA-256, is rejected in its own terms. */
export async function answerQuery(
  query: Uint8Array<ArrayBuffer>,
  { certificate, privateKey }: Identity,
  now: Date,
): Promise<Uint8Array> {
  const asked = readQuery(query);
  if (asked === undefined) return writeResponse(new TimeStampResp({ status: rejection() }));
  const info = new TSTInfo({
    version: 1,
    policy: POLICY,
    messageImprint: asked.messageImprint,
    serialNumber: new asn1js.Integer({ valueHex: toBuffer(positive(randomBytes(16))) }),
    // Its form has whole seconds.
    genTime: new Date(Math.floor(now.getTime() / 1000) * 1000),
    accuracy: new Accuracy({ seconds: 1 }),
    ...(asked.nonce === undefined ? {} : { nonce: asked.nonce }),
  });
  const token = await sign(info.toSchema().toBER(), { certificate, privateKey });
  return writeResponse(
    new TimeStampResp({ status: new PKIStatusInfo({ status: PKIStatus.granted }), timeStampToken: token }),
  );
}

/** Writes the authority's certificate as PEM, as openssl takes it. */
export function certificatePem({ certificate }: Identity): string {
  const lines =
    Buffer.from(certificate.toSchema().toBER())
      .toString("base64")
      .match(/.{1,64}/g) ?? [];
  return ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n");
}

function readQuery(query: Uint8Array<ArrayBuffer>): TimeStampReq | undefined {
  try {
    const asked = TimeStampReq.fromBER(query);
    const { hashAlgorithm, hashedMessage } = asked.messageImprint;
    const fits =
      hashAlgorithm.algorithmId === SHA256_OID && hashedMessage.valueBlock.valueHexView.length === SHA256_BYTES;
    return fits ? asked : undefined;
  } catch {
    // Not even ASN.1: it is rejected as what it is, a bad request.
    return undefined;
  }
}

function rejection(): PKIStatusInfo {
  return new PKIStatusInfo({ status: PKIStatus.rejection });
}

/** Signs a TSTInfo as CMS, with the attributes that RFC 3161 and RFC 5816 want signed along. */
async function sign(info: ArrayBuffer, { certificate, privateKey }: Identity): Promise<ContentInfo> {
  const attributes = [
    new Attribute({ type: CONTENT_TYPE, values: [new asn1js.ObjectIdentifier({ value: id_eContentType_TSTInfo })] }),
    new Attribute({ type: MESSAGE_DIGEST, values: [new asn1js.OctetString({ valueHex: sha256(info) })] }),
    new Attribute({ type: SIGNING_CERTIFICATE_V2, values: [signingCertificate(certificate)] }),
  ];
  const signed = new SignedData({
    version: 3,
    encapContentInfo: new EncapsulatedContentInfo({
      eContentType: id_eContentType_TSTInfo,
      eContent: new asn1js.OctetString({ valueHex: info }),
    }),
    signerInfos: [
      new SignerInfo({
        version: 1,
        sid: new IssuerAndSerialNumber({ issuer: certificate.issuer, serialNumber: certificate.serialNumber }),
        signedAttrs: new SignedAndUnsignedAttributes({ type: 0, attributes }),
      }),
    ],
    certificates: [certificate],
  });
  await signed.sign(privateKey, 0, "SHA-256", info);
  return new ContentInfo({ contentType: id_ContentType_SignedData, content: signed.toSchema(true) });
}

/** SigningCertificateV2 with the certificate's SHA-256, which is the hash where none is named. */
function signingCertificate(certificate: Certificate): asn1js.Sequence {
  const id = new asn1js.Sequence({
    value: [new asn1js.OctetString({ valueHex: sha256(certificate.toSchema().toBER()) })],
  });
  return new asn1js.Sequence({ value: [new asn1js.Sequence({ value: [id] })] });
}

function writeResponse(response: TimeStampResp): Uint8Array {
  return new Uint8Array(response.toSchema().toBER());
}

function sha256(bytes: ArrayBuffer): ArrayBuffer {
  return toBuffer(createHash("sha256").update(new Uint8Array(bytes)).digest());
}

/** An INTEGER whose first bit is set would be below zero. */
export function positive(bytes: Buffer): Buffer {
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return bytes;
}

/** Copies bytes into a buffer of their own: pkijs reads a whole one. */
export function toBuffer(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}
