import { createHash } from "node:crypto";
import * as v from "valibot";

import { Vessel, type AddVesselRequest, type ChangeVesselRequest } from "../../rules/contract/api/vessel.ts";
import { canonicalJson } from "../../rules/canonicalJson.ts";
import { PARTITIONS } from "../../rules/contract/table.ts";
import { parseItem, parseOptionalItem } from "../dynamodb/items.ts";
import { readEach, type ReadList } from "../dynamodb/readEach.ts";
import type { Key, Table } from "../dynamodb/table.ts";
import { given, stillHas } from "../dynamodb/update.ts";
import { sealRevision, type Revised } from "../seals/revisionSeal.ts";
import type { Place } from "../seals/seal.ts";
import { foldVesselName, withNameLocked } from "./nameLock.ts";

const PARTITION = PARTITIONS.vessels;

export const StoredVessel = v.object({
  ...v.omit(Vessel, ["id"]).entries,
  event_id: v.literal(PARTITION),
  /** The vessel's id. */
  timestamp: v.string(),
  /** SHA-256 of the request that added her, and of the one that changed her last: they recognise a retry. */
  created_sha256: v.string(),
  changed_sha256: v.optional(v.string()),
  /** Of all the rest, at its revision. */
  seal: v.optional(v.string()),
});
type StoredVessel = v.InferOutput<typeof StoredVessel>;

/** What a vessel's seal is of. */
export const vesselPlace = (id: string): Place => ["vessel", id];

/** Gathers what of a stored vessel is sealed: all of it. */
export function revisedVessel(vessel: Omit<StoredVessel, "event_id"> & Key): Revised {
  return { content: vessel, revision: vessel.revision, trace: vessel.changed_sha256 ?? "" };
}

export type WriteVesselResult =
  | { readonly ok: true; readonly written: boolean }
  | { readonly ok: false; readonly reason: "name-taken" | "id-taken" | "stale" | "missing" };

/** Lists all vessels, retired ones too, by name. */
export async function listVessels(table: Table): Promise<ReadList<Vessel>> {
  const items = await table.query({ where: "#event_id = :partition", values: { partition: PARTITION } });
  const { found, broken } = readEach(items, (item) => toVessel(parseVessel(item)));
  return { found: found.toSorted((a, b) => a.name.localeCompare(b.name)), broken };
}

/** Adds a vessel; the same request again finds the one it added. */
export async function addVessel(table: Table, request: AddVesselRequest, now: Date): Promise<WriteVesselResult> {
  const { id, name } = request;
  return underName(table, name, { id, now }, () => writeNew(table, request));
}

async function writeNew(table: Table, request: AddVesselRequest): Promise<WriteVesselResult> {
  const { id, ...details } = request;
  const created_sha256 = hashOf(request);
  const vessel = { ...vesselKey(id), ...details, retired: false, revision: 1, created_sha256 };
  const written = await table.putNew({ ...vessel, seal: sealRevision(vesselPlace(id), revisedVessel(vessel)) });
  if (written.ok) return { ok: true, written: true };
  const known = await readVessel(table, id);
  return known?.created_sha256 === created_sha256 ? { ok: true, written: false } : { ok: false, reason: "id-taken" };
}

/** Changes what the request names, if nobody has since `request.revision`; the same request again changes nothing. */
export async function changeVessel(
  table: Table,
  id: string,
  request: ChangeVesselRequest,
  now: Date,
): Promise<WriteVesselResult> {
  const before = await readVessel(table, id);
  if (before === undefined) return { ok: false, reason: "missing" };
  const changed_sha256 = hashOf(request);
  if (before.changed_sha256 === changed_sha256) return { ok: true, written: false };
  const { name = before.name, retired = before.retired } = request;
  const write = (): Promise<WriteVesselResult> => writeChange(table, before, request, changed_sha256);
  return retired ? write() : underName(table, name, { id, now }, write);
}

async function writeChange(
  table: Table,
  before: StoredVessel,
  { revision, ...details }: ChangeVesselRequest,
  changed_sha256: string,
): Promise<WriteVesselResult> {
  const id = before.timestamp;
  const changes = Object.fromEntries(given({ ...details, changed_sha256, revision: revision + 1 }));
  // What was read may be of another revision than the request's: then this is not written.
  const seal = sealRevision(vesselPlace(id), revisedVessel({ ...before, ...changes }));
  const written = await table.update(vesselKey(id), {
    set: Object.entries({ ...changes, seal }),
    conditions: [stillHas("revision", revision)],
  });
  if (written.ok) return { ok: true, written: true };
  // A try whose answer was lost may have written it.
  const known = await readVessel(table, id);
  return known?.changed_sha256 === changed_sha256 ? { ok: true, written: false } : { ok: false, reason: "stale" };
}

/** Charters name their vessel, so two that sail may not share a name. */
async function underName(
  table: Table,
  name: string,
  by: { id: string; now: Date },
  write: () => Promise<WriteVesselResult>,
): Promise<WriteVesselResult> {
  const written = await withNameLocked(table, name, by, async () =>
    (await isNameTaken(table, name, by.id)) ? undefined : write(),
  );
  return written ?? { ok: false, reason: "name-taken" };
}

async function isNameTaken(table: Table, name: string, id: string): Promise<boolean> {
  const folded = foldVesselName(name);
  return (await listVessels(table)).found.some(
    (other) => other.id !== id && !other.retired && foldVesselName(other.name) === folded,
  );
}

async function readVessel(table: Table, id: string): Promise<StoredVessel | undefined> {
  return parseOptionalItem(StoredVessel, await table.get(vesselKey(id)), "vessel");
}

/** Reads a stored vessel. */
export function parseVessel(item: unknown): StoredVessel {
  return parseItem(StoredVessel, item, "vessel");
}

function vesselKey(id: string): Key {
  return { event_id: PARTITION, timestamp: id };
}

function toVessel({ timestamp: id, name, capacity, required_crew, retired, revision }: StoredVessel): Vessel {
  return { id, name, capacity, required_crew, retired, revision };
}

function hashOf(request: AddVesselRequest | ChangeVesselRequest): string {
  return createHash("sha256").update(canonicalJson(request)).digest("hex");
}
