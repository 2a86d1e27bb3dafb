import { createHash } from "node:crypto";
import * as v from "valibot";

import type { SignRequest } from "../../rules/contract/api/waiver.ts";
import { LANGUAGES, type Language } from "../../rules/words/language.ts";
import { wordOrNewer } from "../../rules/contract/newer.ts";
import { isVersion, shownTexts, waiverTextBytes, type ShownText, type WaiverVersion } from "../../rules/waiver/text.ts";
import { parseItem } from "../dynamodb/items.ts";
import type { Table } from "../dynamodb/table.ts";
import { findVersion } from "./store.ts";
import { shownKey } from "./stored.ts";

export const StoredShownText = v.object({
  version: v.string(),
  language: wordOrNewer(LANGUAGES),
  company: v.string(),
  title: v.string(),
  markdown: v.string(),
});

/** Names a text by the SHA-256 of its canonical bytes. */
export function textSha256(text: ShownText): string {
  return createHash("sha256").update(waiverTextBytes(text)).digest("hex");
}

/** Reads a text that somebody signed, by its hash: exactly what they saw, whatever the company is called since. */
export async function readShownText(table: Table, sha256: string): Promise<ShownText | undefined> {
  const item = await table.get(shownKey(sha256));
  return item === undefined ? undefined : parseShownText(item);
}

/** Reads the stored item of a text that somebody signed. */
export function parseShownText(item: unknown): ShownText {
  const { version, language, company, title, markdown } = parseItem(StoredShownText, item, "shown waiver text");
  // What decides how it reads, and nothing else: its hash is of these.
  return { version, language, company, title, markdown };
}

/**
 * Finds the text that a signature names, of whatever version and under whichever of the company's names, and keeps it for
 * good. Undefined when no such text was ever in force: an old one may still come, from a device that was offline for long.
 */
export async function keepShownText(
  table: Table,
  { waiver_version, text_sha256, language }: Pick<SignRequest, "waiver_version" | "text_sha256" | "language">,
  companies: readonly string[],
): Promise<ShownText | undefined> {
  const kept = await readShownText(table, text_sha256);
  if (kept?.version === waiver_version && kept.language === language) return kept;
  const version = isVersion(waiver_version) ? await findVersion(table, waiver_version) : undefined;
  const shown = version && companies.flatMap((company) => shownTexts(version, company));
  const text = kept ?? shown?.find((one) => textSha256(one) === text_sha256);
  if (version === undefined || text?.version !== waiver_version || !isReadIn(language, text, version)) return undefined;
  if (kept === undefined) await table.putNew({ ...shownKey(text_sha256), ...text });
  return text;
}

/** A page shows the text of its own language; another one only where there is none in that. */
function isReadIn(language: Language, text: ShownText, { texts }: WaiverVersion): boolean {
  return text.language === language || texts[language] === null;
}
