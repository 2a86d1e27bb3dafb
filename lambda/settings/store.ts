import { createHash } from "node:crypto";

import { canonicalJson } from "../../rules/canonicalJson.ts";
import type { ChangeSettingsRequest } from "../../rules/contract/api/settings.ts";
import { readSettings, SETTINGS_KEY, type StoredSettings } from "../company/stored.ts";
import type { Table } from "../dynamodb/table.ts";
import { missing, stillHas } from "../dynamodb/update.ts";

/** Of a company that takes a new name every year. */
const FORMER_NAMES_MAX = 20;

/** Who changes something, when, and what the stack calls the company. */
export interface Changing {
  readonly by: string;
  readonly now: Date;
  readonly declared: string;
}

export type ChangeSettingsResult =
  | { readonly ok: true; readonly written: boolean }
  | { readonly ok: false; readonly reason: "stale" };

/**
 * Changes what the request names, if nobody has changed anything since `request.revision`; the same request again changes
 * nothing. What a newer version keeps beside it stays as it is.
 */
export async function changeSettings(
  table: Table,
  { revision, ...changes }: ChangeSettingsRequest,
  { by, now, declared }: Changing,
): Promise<ChangeSettingsResult> {
  const { seen: before } = await readSettings(table);
  const changed_sha256 = hashOf({ revision, ...changes });
  if (before.changed_sha256 === changed_sha256) return { ok: true, written: false };
  const given = Object.entries(changes).filter(([, value]) => value !== undefined);
  const kept = {
    revision: revision + 1,
    changed_at: now.toISOString(),
    changed_by: by,
    changed_sha256,
    ...(changes.name === undefined ? {} : { former_names: formerNames(before, before.name ?? declared) }),
  };
  const written = await table.update(SETTINGS_KEY, {
    set: [...given.filter(([, value]) => value !== null), ...Object.entries(kept)],
    remove: given.filter(([, value]) => value === null).map(([field]) => field),
    conditions: [revision === 0 ? missing("revision") : stillHas("revision", revision)],
  });
  if (written.ok) return { ok: true, written: true };
  // A try whose answer was lost may have written it.
  const { seen: known } = await readSettings(table);
  return known.changed_sha256 === changed_sha256 ? { ok: true, written: false } : { ok: false, reason: "stale" };
}

function formerNames({ former_names }: StoredSettings, name: string): readonly string[] {
  return [...former_names.filter((former) => former !== name), name].slice(-FORMER_NAMES_MAX);
}

function hashOf(request: ChangeSettingsRequest): string {
  return createHash("sha256").update(canonicalJson(request)).digest("hex");
}
