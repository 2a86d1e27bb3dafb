import type { ApiState } from "../api/versions.ts";
import { formatTable } from "../cli/table.ts";
import { count, describeAge, describeInstant, describeNumber } from "../cli/words.ts";
import type { Check } from "../smoke/check.ts";
import type { Comparison, FileChange } from "./compare.ts";
import type { Manifest } from "../uploads/manifest.ts";
import { listFailed } from "../release/report.ts";

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
  readonly comparison: Comparison;
  readonly api: ApiState;
  /** The smoke test of what is live now. */
  readonly checks: readonly Check[];
}

/** Writes what a promotion changes, and what one should know before it. */
export function describePromotion({ title, before, after, comparison, api, checks }: Promotion, now: Date): string {
  const rows = [
    ["live now", before?.slot ?? "(nothing)", before === undefined ? "" : when(before, now)],
    ["then", after.slot, when(after, now)],
  ];
  const failed = checks.filter(({ ok }) => !ok);
  return [
    title,
    "",
    indent(formatTable(rows)),
    "",
    ...describeFiles(before, Object.keys(after.manifest.files).length, comparison),
    ...describeApi(api, after.slot),
    ...(failed.length === 0
      ? []
      : ["", `What is live fails ${count(failed.length, "check")} of the smoke test already:`, listFailed(failed)]),
    "",
  ].join("\n");
}

function when({ uploadedAt }: PreviewSlot, now: Date): string {
  return uploadedAt === undefined
    ? "no longer in the bucket"
    : `uploaded ${describeInstant(uploadedAt)}, ${describeAge(uploadedAt, now)}`;
}

function describeFiles(
  before: PreviewSlot | undefined,
  total: number,
  { changes, same, renamed }: Comparison,
): readonly string[] {
  const checked = `All ${total} files of the slot have the bytes and types that were built.`;
  if (before === undefined) return [checked];
  if (before.manifest === undefined)
    return [`${before.slot} has no manifest, so nothing can be said about what differs.`, checked];
  const table =
    changes.length === 0
      ? []
      : [indent(formatTable([["FILE", "", "BYTES NOW", "THEN"], ...changes.map(toRow)], [2, 3])), ""];
  const but = renamed === 0 ? "" : `, but for the slot's name in ${renamed} of them`;
  return [...table, `${count(same, "file")} ${same === 1 ? "is" : "are"} the same${but}.`, checked];
}

function toRow({ path, before, after }: FileChange): readonly string[] {
  const bytes = (number: number | undefined): string => (number === undefined ? "" : describeNumber(number));
  return [
    path,
    before === undefined ? "added" : after === undefined ? "removed" : "changed",
    bytes(before),
    bytes(after),
  ];
}

/** Site and API are released apart; whoever promotes one should know where the other stands. */
function describeApi({ live, liveVersion }: ApiState, slot: string): readonly string[] {
  if (live?.slot === slot) return [`The API (version ${liveVersion}) comes from the same build.`];
  const build =
    live?.slot === undefined
      ? "does not say which build it comes from"
      : `comes from another build, ${live.slot}, and stays with it`;
  return [`The API (version ${liveVersion}) ${build}. So do the waiver pages.`];
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, "  ");
}
