import { createHash } from "node:crypto";

import type { PublishRequest, SaveDraftRequest } from "../../rules/contract/api/waiverText.ts";
import { canonicalJson } from "../../rules/canonicalJson.ts";
import { compareVersions, nextVersion, sameTexts } from "../../rules/waiver/text.ts";
import { readEach, type ReadList } from "../dynamodb/readEach.ts";
import type { Table } from "../dynamodb/table.ts";
import { seal } from "../seals/seal.ts";
import { anyOf, compares, missing, type Condition } from "../dynamodb/update.ts";
import {
  BUILT_IN,
  DESK_KEY,
  HISTORY,
  parseDesk,
  parseVersion,
  VERSION_PLACE,
  versionKey,
  type StoredDesk,
  type StoredVersion,
} from "./stored.ts";

export type WriteTextResult =
  | { readonly ok: true; readonly written: boolean }
  | { readonly ok: false; readonly reason: "stale" | "id-taken" | "unchanged" };

/** Who does something, and when; `day` is the date there where the company is. */
export interface Writer {
  readonly name: string;
  readonly now: Date;
  readonly day: string;
}

/** Reads the version that is in force: one read, never cached, so that what was just published shows at once. */
export async function currentVersion(table: Table): Promise<StoredVersion> {
  const item = await table.get(DESK_KEY, ["revision", "current"]);
  return parseDesk(item).current ?? BUILT_IN;
}

/** Reads the desk: the version in force and the draft. */
export async function readDesk(table: Table): Promise<StoredDesk> {
  return parseDesk(await table.get(DESK_KEY));
}

/** Lists all versions that were ever in force, newest first. */
export async function listVersions(table: Table, { current = BUILT_IN }: StoredDesk): Promise<ReadList<StoredVersion>> {
  const { found: stored, broken } = readEach(await table.query(HISTORY), parseVersion);
  // The newest may be on the desk alone, where its copy was not written any more.
  const all = stored.some(({ version }) => version === current.version) ? stored : [...stored, current];
  return { found: all.toSorted((a, b) => compareVersions(b.version, a.version)), broken };
}

/** Reads a version that was in force once, or undefined when there never was one of that name. */
export async function findVersion(table: Table, version: string): Promise<StoredVersion | undefined> {
  const current = await currentVersion(table);
  if (current.version === version) return current;
  const item = await table.get(versionKey(version));
  return item === undefined ? undefined : parseVersion(item);
}

/** Keeps a draft, unless somebody has since `request.revision`; the same request again changes nothing. */
export async function saveDraft(
  table: Table,
  { revision, texts }: SaveDraftRequest,
  { name, now }: Writer,
): Promise<WriteTextResult> {
  const isSaved = async (): Promise<boolean> => {
    const desk = await readDesk(table);
    return desk.revision === revision + 1 && desk.draft !== undefined && sameTexts(desk.draft.texts, texts);
  };
  if (await isSaved()) return { ok: true, written: false };
  const draft = { texts, saved_at: now.toISOString(), saved_by: name };
  const written = await table.update(DESK_KEY, {
    set: Object.entries({ draft, revision: revision + 1 }),
    conditions: [unchangedSince(revision)],
  });
  // A try whose answer was lost may have saved it.
  return written.ok || (await isSaved()) ? { ok: true, written: written.ok } : { ok: false, reason: "stale" };
}

/**
 * Puts texts into force. The one update of the desk decides; the copy in the history is written after it, and again
 * before the next publication, so that no version is lost wherever this ends.
 */
export async function publish(table: Table, request: PublishRequest, writer: Writer): Promise<WriteTextResult> {
  const request_sha256 = createHash("sha256").update(canonicalJson(request)).digest("hex");
  const desk = await readDesk(table);
  const known = (await listVersions(table, desk)).found.find(({ publish_id }) => publish_id === request.id);
  if (known !== undefined) return replay(known, request_sha256);
  const before = desk.current ?? BUILT_IN;
  if (desk.revision === request.revision && sameTexts(before.texts, request.texts))
    return { ok: false, reason: "unchanged" };
  await keep(table, before);
  const { id: publish_id, texts, note, revision } = request;
  const current: StoredVersion = seal(VERSION_PLACE, {
    version: nextVersion(writer.day, before.version),
    texts,
    note,
    publish_id,
    request_sha256,
    published_at: writer.now.toISOString(),
    published_by: writer.name,
    follows: before.version,
  });
  const written = await table.update(DESK_KEY, {
    set: Object.entries({ current, revision: revision + 1 }),
    remove: ["draft"],
    conditions: [unchangedSince(revision)],
  });
  if (!written.ok) return lost(await currentVersion(table), request, request_sha256);
  await keep(table, current);
  return { ok: true, written: true };
}

/** A double tap's second request may lose to its first. */
function lost(current: StoredVersion, { id }: PublishRequest, sha256: string): WriteTextResult {
  return current.publish_id === id ? replay(current, sha256) : { ok: false, reason: "stale" };
}

function replay({ request_sha256 }: StoredVersion, sha256: string): WriteTextResult {
  return request_sha256 === sha256 ? { ok: true, written: false } : { ok: false, reason: "id-taken" };
}

async function keep(table: Table, version: StoredVersion): Promise<void> {
  await table.putNew({ ...versionKey(version.version), ...version });
}

function unchangedSince(revision: number): Condition {
  const same = compares("revision", "=", revision);
  return revision === 0 ? anyOf(missing("revision"), same) : same;
}
