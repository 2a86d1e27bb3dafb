import { createHash, createSign, generateKeyPairSync, randomBytes, type KeyObject } from "node:crypto";

import type {
  NewPasskey,
  NewPasskeyQuestion,
  PasskeyQuestion,
  UsedPasskey,
} from "../../../rules/contract/api/passkey.ts";

/** What it says of itself: somebody was there, and showed who they are; and with a new key, that the key follows. */
const PRESENT = 0x01;
const VERIFIED = 0x04;
const WITH_KEY = 0x40;

/** How an answer shall differ from what is right. */
export interface Wrong {
  readonly origin?: string;
  readonly unverified?: true;
  readonly owner?: string;
}

/** An authenticator of software with one passkey, ES256. Source: W3C, Web Authentication Level 3, 6.1 and 6.5.1. */
export class Authenticator {
  readonly id = randomBytes(16);
  private readonly keys = generateKeyPairSync("ec", { namedCurve: "P-256" });
  private readonly origin: string;
  private owner = "";
  private count = 0;

  constructor(origin: string) {
    this.origin = origin;
  }

  make({ challenge, rp, user }: NewPasskeyQuestion, wrong: Wrong = {}): NewPasskey {
    this.owner = user.id;
    const authData = this.data(
      rp.id,
      wrong,
      Buffer.concat([Buffer.alloc(16), uint16(this.id.length), this.id, coseOf(this.keys.publicKey)]),
    );
    const attestation = Buffer.concat([
      Buffer.from([0xa3]),
      text("fmt"),
      text("none"),
      text("attStmt"),
      Buffer.from([0xa0]),
      text("authData"),
      bytes(authData),
    ]);
    return {
      ...this.named(),
      response: {
        clientDataJSON: this.said("webauthn.create", challenge, wrong).toString("base64url"),
        attestationObject: attestation.toString("base64url"),
        transports: ["internal"],
      },
    };
  }

  use({ challenge, rpId }: PasskeyQuestion, wrong: Wrong = {}): UsedPasskey {
    this.count += 1;
    const said = this.said("webauthn.get", challenge, wrong);
    const data = this.data(rpId, wrong);
    const signed = Buffer.concat([data, createHash("sha256").update(said).digest()]);
    return {
      ...this.named(),
      response: {
        clientDataJSON: said.toString("base64url"),
        authenticatorData: data.toString("base64url"),
        signature: createSign("sha256").update(signed).sign(this.keys.privateKey).toString("base64url"),
        userHandle: wrong.owner ?? this.owner,
      },
    };
  }

  private named() {
    const id = this.id.toString("base64url");
    return { id, rawId: id, type: "public-key" as const };
  }

  private said(type: string, challenge: string, wrong: Wrong): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin: wrong.origin ?? this.origin, crossOrigin: false }));
  }

  private data(rpId: string, wrong: Wrong, key?: Buffer): Buffer {
    const flags = PRESENT | (wrong.unverified === true ? 0 : VERIFIED) | (key === undefined ? 0 : WITH_KEY);
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(this.count);
    return Buffer.concat([
      createHash("sha256").update(rpId).digest(),
      Buffer.from([flags]),
      counter,
      key ?? Buffer.alloc(0),
    ]);
  }
}

/** A public key as COSE, RFC 9053, 7.1.1: {1: 2, 3: -7, -1: 1, -2: x, -3: y}. */
function coseOf(key: KeyObject): Buffer {
  const { x = "", y = "" } = key.export({ format: "jwk" });
  return Buffer.concat([
    Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21]),
    bytes(Buffer.from(x, "base64url")),
    Buffer.from([0x22]),
    bytes(Buffer.from(y, "base64url")),
  ]);
}

/** CBOR, RFC 8949: text and bytes of less than 64 KB. */
function text(value: string): Buffer {
  return Buffer.concat([Buffer.from([0x60 + value.length]), Buffer.from(value)]);
}

function bytes(value: Buffer): Buffer {
  // As short as may be: whoever writes a key anew to see how long it was must get the same.
  const head =
    value.length < 256 ? Buffer.from([0x58, value.length]) : Buffer.concat([Buffer.from([0x59]), uint16(value.length)]);
  return Buffer.concat([head, value]);
}

function uint16(value: number): Buffer {
  const written = Buffer.alloc(2);
  written.writeUInt16BE(value);
  return written;
}
