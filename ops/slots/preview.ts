import type { ApiState } from "../api/versions.ts";
import { formatTable } from "../cli/table.ts";
import type { Check } from "../smoke/check.ts";
import { compareManifests, type FileChange, type Manifest } from "./manifest.ts";
import { listFailed } from "./report.ts";
import { count, describeAge, describeInstant, describeNumber } from "./words.ts";

/** One slot as a promotion's preview shows it. */
export interface PreviewSlot {
  readonly slot: string;
  /** Undefined when nothing of it is in the bucket. */
  readonly uploadedAt: Date | undefined;
  readonly manifest: Manifest | undefined;
}

export interface Promotion {
  readonly title: string;
  readonly before: PreviewSlot | undefined;
  readonly after: PreviewSlot & { readonly manifest: Manifest };
  readonly api: ApiState;
  /** The smoke test of what is live now. */
  readonly checks: readonly Check[];
}

/** Writes what a promotion changes, and what one should know before it. */
export function describePromotion({ title, before, after, api, checks }: Promotion, now: Date): string {
  const rows = [
    ["live now", before?.slot ?? "(nothing)", before === undefined ? "" : when(before, now)],
    ["then", after.slot, when(after, now)],
  ];
  const failed = checks.filter(({ ok }) => !ok);
  return [
    title, "", indent(formatTable(rows)), "",
    ...describeFiles(before, after.manifest),
    ...describeApi(api, after.slot),
    ...(failed.length === 0 ? [] : ["", `What is live fails ${count(failed.length, "check")} of the smoke test already:`, listFailed(failed)]),
    "",
  ].join("\n");
}

function when({ uploadedAt }: PreviewSlot, now: Date): string {
  return uploadedAt === undefined ? "no longer in the bucket" : `uploaded ${describeInstant(uploadedAt)}, ${describeAge(uploadedAt, now)}`;
}

function describeFiles(before: PreviewSlot | undefined, after: Manifest): readonly string[] {
  const total = Object.keys(after.files).length;
  const checked = `All ${total} files of the slot have the bytes and types that were built.`;
  if (before === undefined) return [checked];
  if (before.manifest === undefined) return [`${before.slot} has no manifest, so nothing can be said about what differs.`, checked];
  const changes = compareManifests(before.manifest, after);
  const same = total - changes.filter((change) => change.after !== undefined).length;
  const table = formatTable([["FILE", "", "BYTES NOW", "THEN"], ...changes.map(toRow)], [2, 3]);
  return [indent(table), "", `${same === 0 ? "No other file is" : same === 1 ? "1 file is" : `${same} files are`} the same. ${checked}`];
}

function toRow({ path, before, after }: FileChange): readonly string[] {
  const bytes = (number: number | undefined): string => (number === undefined ? "" : describeNumber(number));
  return [path, before === undefined ? "added" : after === undefined ? "removed" : "changed", bytes(before), bytes(after)];
}

/** Site and API are released apart; whoever promotes one should know where the other stands. */
function describeApi({ live, liveVersion }: ApiState, slot: string): readonly string[] {
  if (live?.slot === slot) return [`The API (version ${liveVersion}) comes from the same build.`];
  const build = live?.slot === undefined ? "does not say which build it comes from" : `comes from another build, ${live.slot}, and stays with it`;
  return [`The API (version ${liveVersion}) ${build}. So do the waiver pages.`];
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, "  ");
}
