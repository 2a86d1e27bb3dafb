import { randomUUID } from "node:crypto";

import { seeCharter, write } from "./people.ts";
import type { Phone } from "./phone.ts";

/** Checks everybody aboard, one by one, and answers their ids (site/manifest/Manifest.tsx). */
export async function checkAboard(phone: Phone, slug: string): Promise<readonly string[]> {
  const { manifest } = await seeCharter(phone, slug);
  for (const { id } of manifest) await write(phone, slug, "PATCH", `/patrons/${id}`, { aboard: true });
  return manifest.map(({ id }) => id);
}

/** Records the safety briefing and the departure (site/departure/Briefing.tsx, site/departure/DepartDialog.tsx). */
export async function castOff(phone: Phone, slug: string, aboard: readonly string[]): Promise<void> {
  await write(phone, slug, "POST", "/briefing", { given: true });
  await write(phone, slug, "POST", "/departures", { kind: "departed", id: randomUUID(), aboard, override: null });
}

/** Counts everybody back (site/departure/BackDialog.tsx). */
export async function countBack(phone: Phone, slug: string, count: number): Promise<void> {
  await write(phone, slug, "POST", "/departures", { kind: "back", id: randomUUID(), count, reason: "" });
}
