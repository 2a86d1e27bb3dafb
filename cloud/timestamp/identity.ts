import { randomBytes, webcrypto } from "node:crypto";
import * as asn1js from "asn1js";
import { AttributeTypeAndValue, Certificate, ExtKeyUsage, Extension, id_ExtKeyUsage, id_KeyUsage } from "pkijs";

import type { Files } from "../data/files.ts";
import { StartError } from "../startError.ts";
import { positive, toBuffer, type Identity } from "./authority.ts";

const KEY_FILE = "timestamp/key.der";
const CERTIFICATE_FILE = "timestamp/certificate.der";
const ALGORITHM = { name: "ECDSA", namedCurve: "P-256" } as const;
const COMMON_NAME = "2.5.4.3";
const TIME_STAMPING = "1.3.6.1.5.5.7.3.8";
/** digitalSignature alone, as a BIT STRING has it. */
const DIGITAL_SIGNATURE = { valueHex: new Uint8Array([0x80]).buffer, unusedBits: 7 };
/** What a certificate of such a form can say ends with 2049. */
const YEARS = 10;

/** Opens the authority's key and its certificate, which it signed itself; makes them at the first start. */
export async function openIdentity(files: Files, now: Date): Promise<Identity> {
  const [key, certificate] = await Promise.all([files.read(KEY_FILE), files.read(CERTIFICATE_FILE)]);
  if (key === undefined || certificate === undefined) return makeIdentity(files, now);
  try {
    return {
      privateKey: await webcrypto.subtle.importKey("pkcs8", key, ALGORITHM, false, ["sign"]),
      certificate: Certificate.fromBER(toBuffer(certificate)),
    };
  } catch {
    throw new StartError(
      ({ fresh }) =>
        `The key of the local time-stamp authority (timestamp/ in the data directory) cannot be read. Delete that folder for a new key, which makes no difference to stamps that are there; or start with ${fresh} to begin again.`,
    );
  }
}

async function makeIdentity(files: Files, now: Date): Promise<Identity> {
  const pair = await webcrypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);
  const certificate = await writeCertificate(pair, now);
  const key = await webcrypto.subtle.exportKey("pkcs8", pair.privateKey);
  await files.write(KEY_FILE, Buffer.from(key));
  await files.write(CERTIFICATE_FILE, Buffer.from(certificate.toSchema().toBER()));
  return { privateKey: pair.privateKey, certificate };
}

async function writeCertificate({ publicKey, privateKey }: webcrypto.CryptoKeyPair, now: Date): Promise<Certificate> {
  const certificate = new Certificate();
  certificate.version = 2;
  certificate.serialNumber = new asn1js.Integer({ valueHex: toBuffer(positive(randomBytes(16))) });
  const name = new AttributeTypeAndValue({
    type: COMMON_NAME,
    value: new asn1js.Utf8String({ value: "Local time-stamp authority" }),
  });
  certificate.issuer.typesAndValues.push(name);
  certificate.subject.typesAndValues.push(name);
  // A day before, so that a clock that is set back finds it valid.
  certificate.notBefore.value = new Date(now.getTime() - 86_400_000);
  certificate.notAfter.value = new Date(now.getTime() + YEARS * 365 * 86_400_000);
  const usage = new ExtKeyUsage({ keyPurposes: [TIME_STAMPING] });
  certificate.extensions = [
    new Extension({ extnID: id_KeyUsage, critical: true, extnValue: new asn1js.BitString(DIGITAL_SIGNATURE).toBER() }),
    // RFC 3161, 2.3: this one purpose, and critical.
    new Extension({ extnID: id_ExtKeyUsage, critical: true, extnValue: usage.toSchema().toBER() }),
  ];
  await certificate.subjectPublicKeyInfo.importKey(publicKey);
  await certificate.sign(privateKey, "SHA-256");
  return certificate;
}
