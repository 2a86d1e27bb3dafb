import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from "node:crypto";

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

/** By their numbers in COSE: EdDSA, ES256 and RS256. */
export const KEYS = {
  [-8]: () => generateKeyPairSync("ed25519"),
  [-7]: () => generateKeyPairSync("ec", { namedCurve: "P-256" }),
  [-257]: () => generateKeyPairSync("rsa", { modulusLength: 2048 }),
} as const;
export type Algorithm = keyof typeof KEYS;

/** An authenticator of software with one passkey. Source: W3C, Web Authentication Level 3, 6.1 and 6.5.1. */
export class Authenticator {
  readonly id = randomBytes(16);
  private readonly keys: { readonly publicKey: KeyObject; readonly privateKey: KeyObject };
  private readonly origin: string;
  private readonly algorithm: Algorithm;
  private owner = "";
  private count = 0;

  constructor(origin: string, algorithm: Algorithm = -7) {
    this.origin = origin;
    this.algorithm = algorithm;
    this.keys = KEYS[algorithm]();
  }

  make({ challenge, rp, user }: NewPasskeyQuestion, wrong: Wrong = {}): NewPasskey {
    this.owner = user.id;
    const authData = this.data(
      rp.id,
      wrong,
      Buffer.concat([Buffer.alloc(16), uint16(this.id.length), this.id, coseOf(this.keys.publicKey, this.algorithm)]),
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
        signature: sign(this.algorithm === -8 ? null : "sha256", signed, this.keys.privateKey).toString("base64url"),
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

/**
 * A public key as COSE. RFC 9053, 7.1 and 7.2: {1: 2, 3: -7, -1: 1, -2: x, -3: y} and {1: 1, 3: -8, -1: 6, -2: x}; RFC 8230,
 * 4: {1: 3, 3: -257, -1: n, -2: e}.
 */
function coseOf(key: KeyObject, algorithm: Algorithm): Buffer {
  const jwk = key.export({ format: "jwk" });
  const [x, y, n, e] = [jwk.x, jwk.y, jwk.n, jwk.e].map((part) => bytes(Buffer.from(part ?? "", "base64url")));
  const [none, second, third] = [Buffer.alloc(0), Buffer.from([0x21]), Buffer.from([0x22])];
  switch (algorithm) {
    case -8:
      return Buffer.concat([Buffer.from([0xa4, 0x01, 0x01, 0x03, 0x27, 0x20, 0x06]), second, x ?? none]);
    case -7:
      return Buffer.concat([
        Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01]),
        second,
        x ?? none,
        third,
        y ?? none,
      ]);
    case -257:
      return Buffer.concat([
        Buffer.from([0xa4, 0x01, 0x03, 0x03, 0x39, 0x01, 0x00, 0x20]),
        n ?? none,
        second,
        // Of less than 24 bytes, its length is in the first.
        Buffer.from([0x43]),
        (e ?? none).subarray(2),
      ]);
  }
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
