import { parseShownText, textSha256 } from "../../lambda/waiverTexts/shown.ts";
import {
  BUILT_IN,
  DESK_KEY,
  parseDesk,
  parseVersion,
  shownKey,
  VERSION_PLACE,
  versionKey,
  type StoredVersion,
} from "../../lambda/waiverTexts/stored.ts";
import { PARTITIONS } from "../../rules/contract/table.ts";
import { compareVersions, shownTexts, type ShownText } from "../../rules/waiver/text.ts";
import { sealOf } from "../../lambda/seals/seal.ts";
import { kindOf } from "../data/kinds.ts";
import type { Line } from "../data/lines.ts";
import type { Across, Mismatch } from "./findings.ts";
import { readAll } from "./readAll.ts";
import { unsealedOf } from "./seals.ts";
import { verifySignature } from "./signature.ts";

const SHOWN = shownKey("").timestamp;
const VERSION = versionKey("").timestamp;

/** Checks that each signature's text is there, as it was shown and of the version that it names, and that this version still says so. */
export function verifyTexts(lines: readonly Line[]): Across {
  const kept = lines.filter(({ event_id }) => event_id === PARTITIONS.waiverTexts);
  const shown = readAll(
    kept.filter(({ timestamp }) => timestamp.startsWith(SHOWN)),
    parseShownText,
  );
  const versions = readVersions(kept);
  const texts = new Map(shown.found.map(({ line, read }) => [line.timestamp, read]));
  const unreadable = new Set(shown.broken.map(({ item }) => item));
  const found = [
    ...shown.broken,
    ...versions.broken,
    ...versions.mismatches,
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
  return { mismatches: found, unsealed: versions.unsealed };
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

/** The versions by name, each looked at. The one in force lies on the desk, and its copy in the history may still be missing. */
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
  const copies = history.found.map(({ read }) => read);
  const known = new Map([BUILT_IN, ...current, ...copies].map((version) => [version.version, version]));
  const all = [
    ...desk.found.flatMap(({ line, read }) => (read.current === undefined ? [] : [{ line, version: read.current }])),
    ...history.found.map(({ line, read }) => ({ line, version: read })),
  ];
  const unreadable = history.broken.length + desk.broken.length > 0;
  return {
    known,
    broken: [...history.broken, ...desk.broken],
    mismatches: [
      ...all.flatMap(({ line, version }) => verifyVersion(line, version, unreadable ? undefined : known)),
      ...(desk.broken.length > 0 ? [] : verifyInForce(current[0] ?? BUILT_IN, copies)),
    ],
    unsealed: [...current, ...copies]
      .filter(({ seal, version }) => seal === undefined && version !== BUILT_IN.version)
      .map((version) => ({
        where: version.version,
        ...unsealedOf(["waiver version", "waiver versions"], [version.published_at ?? undefined]),
      })),
  };
}

/** Recomputes a version's seal; the one that came with the program needs none, as the program has it. */
function verifyVersion(
  { event_id: where, timestamp: item }: Line,
  version: StoredVersion,
  known: ReadonlyMap<string, StoredVersion> | undefined,
): Mismatch[] {
  const { seal, follows } = version;
  const content = withoutKey(version);
  const isOurs = version.version === BUILT_IN.version;
  const same = isOurs
    ? sealOf(VERSION_PLACE, content) === sealOf(VERSION_PLACE, BUILT_IN)
    : seal === undefined || seal === sealOf(VERSION_PLACE, content);
  const misplaced = item !== DESK_KEY.timestamp && item !== versionKey(version.version).timestamp;
  return [
    ...(same && !misplaced
      ? []
      : [{ where, item, text: `The waiver version ${version.version} was changed after it was published.` }]),
    ...(known === undefined || follows === undefined || known.has(follows)
      ? []
      : [{ where, item, text: `The waiver version ${follows}, which ${version.version} followed, is not there.` }]),
  ];
}

/** Of the history, what was published last is in force. */
function verifyInForce(current: StoredVersion, copies: readonly StoredVersion[]): Mismatch[] {
  const later = copies.find(({ version }) => compareVersions(version, current.version) > 0);
  if (later === undefined) return [];
  return [
    {
      where: PARTITIONS.waiverTexts,
      item: DESK_KEY.timestamp,
      text: `The waiver version ${current.version} is in force, and ${later.version} was published after it.`,
      stored: current.version,
      computed: later.version,
    },
  ];
}

/** A copy in the history lies under a key of its own, which is no part of the version. */
function withoutKey(version: StoredVersion): object {
  return Object.fromEntries(Object.entries(version).filter(([name]) => name !== "event_id" && name !== "timestamp"));
}

/** The records that are as they were sealed; what is wrong with the others is told elsewhere. */
function signatures(lines: readonly Line[]) {
  const { found } = readAll(
    lines.filter((line) => kindOf(line) === "signature"),
    verifySignature,
  );
  return found.flatMap(({ line, read: { record, problems } }) => (problems.length === 0 ? [{ line, record }] : []));
}
