import * as v from "valibot";

import { monthOf } from "../../rules/time/dates.ts";
import { getAll } from "../dynamodb/getAll.ts";
import { isMap } from "../dynamodb/keepNewer.ts";
import { readPartly } from "../dynamodb/readPartly.ts";
import type { Key, Table } from "../dynamodb/table.ts";
import { eventKey, Home, StoredMoves } from "./stored.ts";

/**
 * A charter that is moved keeps its record where it lies, with everything that is sealed on it. Under its new slug a
 * signpost is put up, which leads to the record; the record says by which slug it goes (rules/charter/moving.ts). One that is up while its
 * record does not say so, as a move died in between or was overtaken, leads nowhere, and only keeps the slug for it.
 */
const Signpost = v.object({ leads_to: Home });

/** What of a charter tells by which slugs it has gone, beside whatever else is asked for. */
export const NAMED = ["event_id", "slug", "moves", "leads_to"];

/** What a version that knows no moves must not take for a charter's own: it reads none of it, and writes nothing there. */
const UNREADABLE = Object.fromEntries(
  ["patrons", "payment_log", "departures", "history", "briefing", "revision"].map((part) => [part, "moved"]),
);

/** Makes the signpost under a slug. `month` puts it where the charters of a month are looked for. */
export function newSignpost(slug: string, home: Home): Key & Readonly<Record<string, unknown>> {
  return {
    ...UNREADABLE,
    ...eventKey(slug),
    month: monthOf(slug),
    status: "moved",
    leads_to: home,
  };
}

/** Reads where a signpost leads; undefined for whatever is none. */
export function leadsTo(item: unknown): Home | undefined {
  const read = v.safeParse(Signpost, item);
  return read.success ? read.output.leads_to : undefined;
}

/** Tells whether a charter goes by a slug, or has gone by it. */
export function goesBy(item: unknown, slug: string): boolean {
  return namesOf(item).includes(slug);
}

/** All slugs that a charter goes by or has gone by, as far as its record can be read. */
export function namesOf(item: unknown): readonly string[] {
  if (!isMap(item)) return [];
  const { event_id, slug } = item;
  const moved = readPartly(StoredMoves, item, "charter").seen.moves.map(({ to }) => to);
  return [...new Set([event_id, slug, ...moved])].filter((name) => typeof name === "string");
}

/** Reads the record of the charter that goes by a slug, or has gone by it; undefined when there is none. */
export async function findRecord(table: Table, slug: string, attributes?: readonly string[]): Promise<unknown> {
  const asked = attributes === undefined ? [] : [[...new Set([...attributes, ...NAMED])]];
  const item = await table.get(eventKey(slug), ...asked);
  const home = leadsTo(item);
  if (home === undefined) return item;
  const record = await table.get(eventKey(home), ...asked);
  return goesBy(record, slug) ? record : undefined;
}

/**
 * Finds where the record of a charter lies, by any slug that it goes by or has gone by. Under a slug that leads nowhere there
 * is none; one under which nothing is, may be a charter's own.
 */
export async function findHome(table: Table, slug: string): Promise<Home | undefined> {
  const home = leadsTo(await table.get(eventKey(slug), ["leads_to"]));
  if (home === undefined) return v.parse(Home, slug);
  return goesBy(await table.get(eventKey(home), NAMED), slug) ? home : undefined;
}

/** Puts in the place of each signpost the record that it leads to, as long as that goes by its slug. */
export async function followSignposts(
  table: Table,
  found: readonly unknown[],
  attributes?: readonly string[],
): Promise<readonly unknown[]> {
  const slugs = found.filter(isSignpost).map(({ event_id }) => event_id);
  if (slugs.length === 0) return found;
  const posts = await getAll(table, slugs.map(eventKey), { attributes: ["event_id", "leads_to"] });
  const homes = [...new Set(posts.flatMap((post) => leadsTo(post) ?? []))];
  const records = await getAll(table, homes.map(eventKey), {
    attributes: attributes && [...new Set([...attributes, ...NAMED])],
  });
  const standing = records.filter((record) => isMap(record) && slugs.includes(String(record["slug"])));
  // One that leads to nothing that there is, is shown as broken where its charter would have stood.
  const there = new Set(records.map(idOf));
  const broken = posts.filter((post) => !there.has(leadsTo(post))).map(idOf);
  // The index may still show the record where it was before it was moved.
  const read = new Set(standing.map(idOf));
  const shown = found.filter((item) => (isSignpost(item) ? broken.includes(idOf(item)) : !read.has(idOf(item))));
  return [...shown, ...standing];
}

function idOf(item: unknown): unknown {
  return isMap(item) ? item["event_id"] : undefined;
}

function isSignpost(item: unknown): item is { readonly event_id: string } {
  return isMap(item) && item["status"] === "moved" && typeof item["event_id"] === "string";
}
