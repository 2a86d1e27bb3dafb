import * as v from "valibot";

import { stillCounts } from "../../rules/charter/moving.ts";
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
  type StoredSignature,
} from "./signatureRecord.ts";
import { seeEvent, type SeenEvent } from "./partly.ts";
import { recordState } from "./recordState.ts";
import { findRecord, goesBy, leadsTo, NAMED, namesOf } from "./signpost.ts";
import { EVENT_ATTRIBUTES, isEventKey, type StoredEvent } from "./stored.ts";

/** A charter with what lies beside it, as far as it can be read. */
export interface Charter {
  readonly event: SeenEvent;
  /** Names what its own item holds; recordState.ts. */
  readonly state: string;
  /** A line a participant, the first one that was received first. */
  readonly signatures: readonly SignatureSummary[];
  /** The same of those that count no longer, as the charter was moved and all were to sign again. */
  readonly lapsed: readonly SignatureSummary[];
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
const ATTRIBUTES = [
  ...new Set([...EVENT_ATTRIBUTES, ...SIGNATURE_SUMMARY_ATTRIBUTES, ...NAMED, "outbox", "failed_mails"]),
];

/**
 * Reads a charter with its signatures, in one query of its partition, and one of each further name that it has gone by:
 * a signature lies under the name that it was given for. What cannot be read of it is counted, and hides nothing else.
 */
export async function readCharter(reading: Reading, slug: string): Promise<Charter | undefined> {
  const { table } = reading;
  const asked = await queryPartition(table, slug);
  const home = leadsTo(recordIn(asked)) ?? slug;
  const beside = home === slug ? asked : await queryPartition(table, home);
  const item = recordIn(beside);
  if (!goesBy(item, slug)) return undefined;
  const names = namesOf(item).filter((name) => name !== slug && name !== home);
  const further = await Promise.all(names.map((name) => queryPartition(table, name)));
  const all = [...new Set([asked, beside, ...further])].flat();
  const records = all.filter(({ key }) => isSignatureKey(key.timestamp));
  const stored = readEach(
    records.map((record) => record.item),
    parseStoredSignature,
  );
  const event = countUnread(reading, seeEvent(item), "charter");
  const { counting, lapsed } = sortByName(event.seen, countBroken(reading, stored));
  return {
    event,
    state: recordState(item),
    signatures: summarizeSignatures(counting, event.seen.slug),
    lapsed: summarizeSignatures(lapsed, event.seen.slug),
    records: records.length,
    broken: stored.broken.length,
    signatureMails: countMails(records),
  };
}

/** Reads the state of a charter's own item, as a whole reading of the charter would name it: what changes is on it within a second or so. */
export async function readState(table: Table, slug: string): Promise<string | undefined> {
  const item = await findRecord(table, slug, ATTRIBUTES);
  return item === undefined ? undefined : recordState(item);
}

/** After a move to sign again for, what was given before it counts no longer. */
function sortByName({ event_id, moves }: StoredEvent, stored: readonly StoredSignature[]) {
  const counts = (record: StoredSignature): boolean => stillCounts(record, event_id, moves);
  return { counting: stored.filter(counts), lapsed: stored.filter((record) => !counts(record)) };
}

interface Keyed {
  readonly key: Key;
  readonly item: unknown;
}

async function queryPartition(table: Table, slug: string): Promise<readonly Keyed[]> {
  const items = await table.query({ where: "#event_id = :slug", values: { slug }, attributes: ATTRIBUTES });
  return items.map((item) => ({ key: keyOf(slug, item), item }));
}

function recordIn(partition: readonly Keyed[]): unknown {
  return partition.find(({ key }) => isEventKey(key))?.item;
}

const Timestamp = v.object({ timestamp: v.string() });

function keyOf(slug: string, item: unknown): Key {
  return { event_id: slug, timestamp: parseItem(Timestamp, item, "key").timestamp };
}

function countMails(records: readonly Keyed[]): Charter["signatureMails"] {
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
