import { parseShownText, textSha256 } from "../../lambda/waiverTexts/shown.ts";
import {
  BUILT_IN,
  DESK_KEY,
  parseDesk,
  parseVersion,
  shownKey,
  versionKey,
  type StoredVersion,
} from "../../lambda/waiverTexts/stored.ts";
import { PARTITIONS } from "../../rules/contract/table.ts";
import { shownTexts, type ShownText } from "../../rules/waiver/text.ts";
import { kindOf } from "../data/kinds.ts";
import type { Line } from "../data/lines.ts";
import type { Mismatch } from "./findings.ts";
import { readAll } from "./readAll.ts";
import { verifySignature } from "./signature.ts";

const SHOWN = shownKey("").timestamp;
const VERSION = versionKey("").timestamp;

/** Checks that each signature's text is there, as it was shown and of the version that it names, and that this version still says so. */
export function verifyTexts(lines: readonly Line[]): Mismatch[] {
  const kept = lines.filter(({ event_id }) => event_id === PARTITIONS.waiverTexts);
  const shown = readAll(
    kept.filter(({ timestamp }) => timestamp.startsWith(SHOWN)),
    parseShownText,
  );
  const versions = readVersions(kept);
  const texts = new Map(shown.found.map(({ line, read }) => [line.timestamp, read]));
  const unreadable = new Set(shown.broken.map(({ item }) => item));
  return [
    ...shown.broken,
    ...versions.broken,
    ...shown.found.flatMap(({ line, read }) => verifyShown(line, read, versions.known)),
    ...signatures(lines).flatMap(({ line, record }) => {
      const key = shownKey(record.text_sha256).timestamp;
      const text = texts.get(key);
      const who = `The signature of ${record.signer.name} at ${record.signed_at}`;
      const found = (sentence: string): Mismatch[] => [{ where: line.event_id, item: line.timestamp, text: sentence }];
      if (text === undefined) return unreadable.has(key) ? [] : found(`${who} names a text that is not there: ${key}.`);
      return text.version === record.waiver_version
        ? []
        : found(`${who} names version ${record.waiver_version}, and its text is of version ${text.version}.`);
    }),
  ];
}

function verifyShown(
  { event_id: where, timestamp: item }: Line,
  text: ShownText,
  versions: ReadonlyMap<string, StoredVersion>,
): Mismatch[] {
  const stored = item.slice(SHOWN.length);
  const computed = textSha256(text);
  const what = `waiver text ${text.version} (${text.language})`;
  if (computed !== stored)
    return [
      {
        where,
        item,
        text: `The ${what} was changed after it was signed: its hash is not the one in its key.`,
        stored,
        computed,
      },
    ];
  const version = versions.get(text.version);
  // The text is kept by itself for good; only of a version that is there, too, can it be told whether both agree.
  if (version === undefined || shownTexts(version, text.company).some((other) => textSha256(other) === stored))
    return [];
  return [
    {
      where,
      item,
      text: `The ${what} that was signed is not what version ${text.version} says now: the version was changed after it was published.`,
    },
  ];
}

/** The versions by name. The one in force lies on the desk, and its copy in the history may still be missing. */
function readVersions(kept: readonly Line[]) {
  const history = readAll(
    kept.filter(({ timestamp }) => timestamp.startsWith(VERSION)),
    parseVersion,
  );
  const desk = readAll(
    kept.filter(({ timestamp }) => timestamp === DESK_KEY.timestamp),
    parseDesk,
  );
  const current = desk.found.flatMap(({ read }) => read.current ?? []);
  const known = new Map(
    [BUILT_IN, ...current, ...history.found.map(({ read }) => read)].map((version) => [version.version, version]),
  );
  return { known, broken: [...history.broken, ...desk.broken] };
}

/** The records that are as they were sealed; what is wrong with the others is told elsewhere. */
function signatures(lines: readonly Line[]) {
  const { found } = readAll(
    lines.filter((line) => kindOf(line) === "signature"),
    verifySignature,
  );
  return found.flatMap(({ line, read: { record, problems } }) => (problems.length === 0 ? [{ line, record }] : []));
}
