import * as v from "valibot";

import type { SignatureSummary } from "../../rules/contract/api/event.ts";
import { parseItem } from "../dynamodb/items.ts";
import { isMap } from "../dynamodb/keepNewer.ts";
import { countBroken, readEach, type Counting } from "../dynamodb/readEach.ts";
import { countUnread } from "../dynamodb/readPartly.ts";
import type { Key, Table } from "../dynamodb/table.ts";
import {
  isSignatureKey,
  parseStoredSignature,
  SIGNATURE_SUMMARY_ATTRIBUTES,
  summarizeSignatures,
} from "./signatureRecord.ts";
import { seeEvent, type SeenEvent } from "./partly.ts";
import { EVENT_ATTRIBUTES, isEventKey } from "./stored.ts";

/** A charter with what lies beside it, as far as it can be read. */
export interface Charter {
  readonly event: SeenEvent;
  /** A line a participant, the first one that was received first. */
  readonly signatures: readonly SignatureSummary[];
  /** How many signature records there are. */
  readonly records: number;
  /** How many of them cannot be read. */
  readonly broken: number;
  /** How many mails about the signatures wait or were given up, and on which records the latter are. */
  readonly signatureMails: {
    readonly queued: number;
    readonly failed: number;
    readonly failedOn: readonly Key[];
  };
}

/** Where a charter is read, and where what is broken is counted. */
export interface Reading extends Counting {
  readonly table: Table;
}

/** The drawn signatures, 20 KB each, stay in the table. */
const ATTRIBUTES = [...new Set([...EVENT_ATTRIBUTES, ...SIGNATURE_SUMMARY_ATTRIBUTES, "outbox", "failed_mails"])];

/** Reads a charter with its signatures, in one query of its partition. What cannot be read of it is counted, and hides nothing else. */
export async function readCharter(reading: Reading, slug: string): Promise<Charter | undefined> {
  const { table } = reading;
  const items = await table.query({ where: "#event_id = :slug", values: { slug }, attributes: ATTRIBUTES });
  const keyed = items.map((item) => ({ key: keyOf(slug, item), item }));
  const found = keyed.find(({ key }) => isEventKey(key));
  if (found === undefined) return undefined;
  const records = keyed.filter(({ key }) => isSignatureKey(key.timestamp));
  const stored = readEach(
    records.map(({ item }) => item),
    parseStoredSignature,
  );
  return {
    event: countUnread(reading, seeEvent(found.item), "charter"),
    signatures: summarizeSignatures(countBroken(reading, stored)),
    records: records.length,
    broken: stored.broken.length,
    signatureMails: countMails(records),
  };
}

const Timestamp = v.object({ timestamp: v.string() });

function keyOf(slug: string, item: unknown): Key {
  return { event_id: slug, timestamp: parseItem(Timestamp, item, "key").timestamp };
}

function countMails(records: readonly { readonly key: Key; readonly item: unknown }[]): Charter["signatureMails"] {
  const counted = records.map(({ key, item }) => ({
    key,
    queued: countIn(item, "outbox"),
    failed: countIn(item, "failed_mails"),
  }));
  return {
    queued: counted.reduce((sum, { queued }) => sum + queued, 0),
    failed: counted.reduce((sum, { failed }) => sum + failed, 0),
    failedOn: counted.filter(({ failed }) => failed > 0).map(({ key }) => key),
  };
}

/** How many mails there are, whether they can be read or not. */
function countIn(item: unknown, attribute: "outbox" | "failed_mails"): number {
  const mails = isMap(item) ? item[attribute] : undefined;
  return isMap(mails) ? Object.keys(mails).length : 0;
}
