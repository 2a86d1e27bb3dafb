import { createHash, randomBytes } from "node:crypto";

import { PARTITIONS } from "../../rules/contract/table.ts";
import type { Key, Table } from "../dynamodb/table.ts";
import { compares, missing } from "../dynamodb/update.ts";

/** What a passkey is asked for: to be made for an account, named by its key, or to sign in, whoever it is. */
export type Purpose = `new ${string}` | "sign-in";

const CHALLENGE_BYTES = 32;
/** How long a question may wait for its answer. */
const SECONDS = 5 * 60;

/** Makes a question for a passkey, 256 bits in Base64url, and keeps its hash. */
export async function askChallenge(table: Table, purpose: Purpose, now: Date): Promise<string> {
  const challenge = randomBytes(CHALLENGE_BYTES).toString("base64url");
  await table.putNew({
    ...challengeKey(challenge),
    purpose,
    expires_at: Math.floor(now.getTime() / 1000) + SECONDS,
  });
  return challenge;
}

/** Takes the answer to a question, once: false where it was not asked, or for something else, or too long ago, or is answered. */
export async function takeChallenge(table: Table, challenge: string, purpose: Purpose, now: Date): Promise<boolean> {
  const taken = await table.update(challengeKey(challenge), {
    set: [["taken_at", now.toISOString()]],
    conditions: [
      compares("purpose", "=", purpose),
      compares("expires_at", ">", now.getTime() / 1000),
      missing("taken_at"),
    ],
  });
  return taken.ok;
}

function challengeKey(challenge: string): Key {
  const hash = createHash("sha256").update(challenge).digest("hex");
  return { event_id: `${PARTITIONS.challenge}${hash}`, timestamp: "challenge" };
}
