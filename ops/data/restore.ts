import type { Invocation, Report } from "../cli/command.ts";
import { explainFailure, Refusal } from "../refusal.ts";
import { count, describeNumber } from "../cli/words.ts";
import type { Stack } from "../stack/stack.ts";
import { compare, countWaiting, type Comparison } from "./compare.ts";
import { readExport, type ExportFile } from "./exportFile.ts";
import { countKinds, describeCounts } from "./kinds.ts";
import { toItem, type Line } from "./lines.ts";
import { pace } from "./pace.ts";
import { putItems } from "./putItems.ts";
import { readTable } from "./readTable.ts";

const NAMED_MAX = 5;

/** Fills a stack's empty table from an export, and reads it back. */
export async function restoreTable(call: Invocation, file: string): Promise<Report> {
  const progress = (step: string): void => {
    call.terminal.progress(step);
  };
  progress(`Checking ${file}`);
  const { lines, sha256 } = await readWholeExport(file);
  const stack = await call.openStack();
  const before = compare(lines, await readTable(stack, progress));
  if (before.different.length + before.unknown.length > 0) throw new Refusal(notEmpty(stack, before));
  if (before.missing.length > 0) {
    await call.terminal.confirm(preview(stack, file, lines, before));
    await write(stack, before.missing, progress);
  }
  const after = compare(lines, await readTable(stack, progress));
  return {
    ...conclude(stack, lines, before, after),
    data: { items: lines.length, written: before.missing.length, sha256, ...problemsOf(after) },
  };
}

async function readWholeExport(file: string): Promise<ExportFile> {
  const found = await readExport(file);
  if (found.problems.length === 0) return found;
  const shown = found.problems.slice(0, NAMED_MAX);
  const more = found.problems.length - shown.length;
  throw new Refusal(
    [
      `${file} is not as it was exported. Nothing was restored.`,
      ...shown.map((problem) => `  ${problem}`),
      ...(more > 0 ? [`  And ${count(more, "more line")}.`] : []),
      "Take another copy of it, or another export.",
    ].join("\n"),
  );
}

function notEmpty({ name }: Stack, { different, unknown }: Comparison): string {
  return [
    `The table of ${name} is not empty. Nothing was changed.`,
    ...(unknown.length > 0
      ? [`  It holds ${describeCounts(countKinds(unknown))} that the file does not: ${nameLines(unknown)}.`]
      : []),
    ...(different.length > 0
      ? [`  It holds ${describeCounts(countKinds(different))} that the file has otherwise: ${nameLines(different)}.`]
      : []),
    "A restore fills an empty table, or goes on with one that a restore of the same file began, and writes over nothing.",
  ].join("\n");
}

function nameLines(lines: readonly Line[]): string {
  const names = [...new Set(lines.map(({ event_id }) => event_id))];
  const more = names.length - NAMED_MAX;
  return `${names.slice(0, NAMED_MAX).join(", ")}${more > 0 ? ` and ${describeNumber(more)} more` : ""}`;
}

function preview(stack: Stack, file: string, lines: readonly Line[], { missing }: Comparison): string {
  const there = lines.length - missing.length;
  const mails = missing.reduce((sum, line) => sum + countWaiting(toItem(line)), 0);
  return [
    `Restores ${file} into ${stack.name} (table ${stack.output("tableName")}):`,
    `  ${describeCounts(countKinds(missing))}.`,
    ...(there > 0 ? [`  ${count(there, "item is", "items are")} there already, as in the file.`] : []),
    ...(mails > 0
      ? [
          `  ${count(mails, "mail was", "mails were")} waiting in the outbox: ${stack.name} sends ${mails === 1 ? "it" : "them"} within minutes to whom ${mails === 1 ? "it is" : "they are"} for, patrons too, even if the other stack did.`,
        ]
      : []),
  ].join("\n");
}

async function write(stack: Stack, missing: readonly Line[], progress: (text: string) => void): Promise<void> {
  let written = 0;
  const step = pace(progress);
  try {
    await putItems(stack, missing, (number) => {
      written = number;
      step(`Writing: ${describeNumber(number)} of ${count(missing.length, "item")}`);
    });
  } catch (fault) {
    const reason =
      explainFailure(fault) ?? (fault instanceof Error ? `${fault.name}: ${fault.message}` : String(fault));
    throw new Refusal(
      `${reason}\nThe restore stopped after ${describeNumber(written)} of ${count(missing.length, "item")}; the table holds a part of the file. Run the same command again: it writes what is missing.`,
    );
  }
}

function problemsOf(after: Comparison) {
  return { missing: after.missing.length, different: after.different.length, unknown: after.unknown.length };
}

function conclude(
  { name }: Stack,
  lines: readonly Line[],
  before: Comparison,
  after: Comparison,
): Omit<Report, "data"> {
  const bad = [...after.missing, ...after.different, ...after.unknown];
  if (bad.length > 0) {
    return {
      ok: false,
      text:
        `Read back, the table of ${name} is not what the file holds: ${count(after.missing.length, "item is", "items are")} missing, ` +
        `${after.different.length} different, ${after.unknown.length} more: ${nameLines(bad)}. Somebody else may have written meanwhile; run verify, and look at these.`,
    };
  }
  const counts = describeCounts(countKinds(lines));
  return before.missing.length === 0
    ? { ok: true, text: `${name} holds all of the file already: ${counts}, identical. Nothing was changed.` }
    : {
        ok: true,
        text: `Restored ${name}: ${counts}. Read back, ${count(lines.length, "item is", "items are")} identical.`,
      };
}
