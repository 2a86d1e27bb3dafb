import * as v from "valibot";

import { Id, Instant } from "../../rules/contract/api/fields.ts";
import { StoredDraftTexts, StoredTexts } from "../../rules/contract/api/waiverText.ts";
import { PARTITIONS } from "../../rules/contract/table.ts";
import { BUILT_IN_WAIVER } from "../../rules/waiver/builtInText.ts";
import { parseItem, parseOptionalItem } from "../dynamodb/items.ts";
import type { Key } from "../dynamodb/table.ts";
import type { Place } from "../seals/seal.ts";

const PARTITION = PARTITIONS.waiverTexts;

/** A published version. Written once: it is what patrons have signed. */
export const StoredVersion = v.object({
  version: v.string(),
  texts: StoredTexts,
  note: v.string(),
  /** Null for the one that came with the program, which nobody published. */
  published_at: v.nullable(Instant),
  published_by: v.nullable(v.string()),
  /** Of the request that published it, with the SHA-256 of its canonical JSON: they recognise a retry. */
  publish_id: v.nullable(Id),
  request_sha256: v.nullable(v.string()),
  /** The version that it followed; absent on those from before there were seals. */
  follows: v.optional(v.string()),
  /** Of all the rest. */
  seal: v.optional(v.string()),
});
export type StoredVersion = v.InferOutput<typeof StoredVersion>;

/** What a version's seal is of. */
export const VERSION_PLACE: Place = ["waiver-version"];

const StoredDraft = v.object({ texts: StoredDraftTexts, saved_at: Instant, saved_by: v.string() });

/** What is in force and what is being written, in one item: publishing changes both at once. */
export const StoredDesk = v.object({
  revision: v.number(),
  current: v.optional(StoredVersion),
  draft: v.optional(StoredDraft),
});
export type StoredDesk = v.InferOutput<typeof StoredDesk>;

export const DESK_KEY: Key = { event_id: PARTITION, timestamp: "desk" };
const VERSION_PREFIX = "version#";

/** The terms that find all versions in the history. */
export const HISTORY = {
  where: "#event_id = :partition AND begins_with(#timestamp, :prefix)",
  values: { partition: PARTITION, prefix: VERSION_PREFIX },
} as const;

/** The table key of a version in the history. */
export function versionKey(version: string): Key {
  return { event_id: PARTITION, timestamp: `${VERSION_PREFIX}${version}` };
}

/** The table key of a text that was shown, by its hash. */
export function shownKey(sha256: string): Key {
  return { event_id: PARTITION, timestamp: `shown#${sha256}` };
}

/** Reads the desk; before anything was written, it is empty. */
export function parseDesk(item: unknown): StoredDesk {
  return parseOptionalItem(StoredDesk, item, "waiver desk") ?? { revision: 0 };
}

/** Reads a version of the history. */
export function parseVersion(item: unknown): StoredVersion {
  return parseItem(StoredVersion, item, "waiver version");
}

/** The version that is in force until an admin publishes one. */
export const BUILT_IN: StoredVersion = {
  version: BUILT_IN_WAIVER.version,
  texts: { en: BUILT_IN_WAIVER.texts.en, es: BUILT_IN_WAIVER.texts.es },
  note: "Came with the program.",
  published_at: null,
  published_by: null,
  publish_id: null,
  request_sha256: null,
};
