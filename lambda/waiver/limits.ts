import { SIGNING_LIMITS } from "../../rules/contract/amounts.ts";
import type { Table } from "../dynamodb/table.ts";
import { networkOf, siteOf } from "../throttle/network.ts";
import { secondsUntilTaken, takeRoom, type Room } from "../throttle/room.ts";
import { reserveTry, returnTry, secondsUntilRoom, type Limit } from "../throttle/throttle.ts";

/** Whose limit a signature has reached. */
export type SigningLimit = "address" | "charter";

export type SignatureReserved =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly reason: "throttled";
      readonly limit: SigningLimit;
      readonly retryAfterSeconds: number;
    };

interface Signing {
  readonly slug: string;
  /** How many people are signed for. */
  readonly people: number;
  /** The viewer's. */
  readonly address: string;
  /** Whether somebody of the crew is signed in on the device: whoever stands before them is no stranger, and no flood shuts them out. */
  readonly crew: boolean;
  readonly now: Date;
}

/**
 * Counts a signature before it is written, on a charter that exists and takes it, against the place that it comes from and
 * then against the charter: what one place sends past its own limit takes nothing of the charter's, and what the charter
 * refuses nothing of the place's.
 */
export async function reserveSignature(
  table: Table,
  { slug, people, address, crew, now }: Signing,
): Promise<SignatureReserved> {
  if (crew) return { ok: true };
  const place: Limit = { scope: "sign-address", subject: networkOf(address), ...SIGNING_LIMITS.address };
  const room = roomOnCharter(slug, siteOf(address));
  const refusedBy = async (limit: SigningLimit): Promise<SignatureReserved> => {
    const waits = [secondsUntilRoom(table, [place], now, people), secondsUntilTaken(table, room, now, people)];
    const retryAfterSeconds = Math.max(1, ...(await Promise.all(waits)));
    return { ok: false, reason: "throttled", limit, retryAfterSeconds };
  };
  if (!(await reserveTry(table, place, now, people)).ok) return refusedBy("address");
  if (await takeRoom(table, room, now, people)) return { ok: true };
  await returnTry(table, place, now, people);
  return refusedBy("charter");
}

function roomOnCharter(slug: string, site: string): Room {
  const { little, kept, openHour, openDay, openMonth } = SIGNING_LIMITS.charter;
  return {
    little: { scope: "sign-charter-little", subject: `${slug} ${site}`, ...little },
    kept: [{ scope: "sign-charter-kept", subject: slug, ...kept }],
    open: [
      { scope: "sign-charter", subject: slug, ...openHour },
      { scope: "sign-charter-day", subject: slug, ...openDay },
      { scope: "sign-charter-month", subject: slug, ...openMonth },
    ],
  };
}
