import { noteCharter } from "../../lambda/closeouts/store.ts";
import type { Invocation, Report } from "../cli/command.ts";
import { count } from "../cli/words.ts";
import { readTable } from "../data/readTable.ts";
import { findUnnoted, type Unnoted } from "../verify/days.ts";

/**
 * Notes the days of ledgers that were there before this program, which wrote none: closeouts and the CSV find money by
 * them (docs/decisions/0018). A note that is there already, or that no money comes to, changes nothing.
 */
export async function noteDays(call: Invocation): Promise<Report> {
  const stack = await call.openStack();
  const unnoted = findUnnoted(
    await readTable(stack, (step) => {
      call.terminal.progress(step);
    }),
  );
  const entries = unnoted.reduce((sum, { ids }) => sum + ids.length, 0);
  if (entries === 0)
    return {
      ok: true,
      text: `✓ Every ledger entry of ${stack.name} is noted on its day. Nothing to do.`,
      data: { entries, charters: [] },
    };
  await call.terminal.confirm(preview(stack.name, unnoted));
  const table = stack.table();
  for (const [index, { slug, days }] of unnoted.entries()) {
    call.terminal.progress(`Noting days: ${index + 1} of ${count(unnoted.length, "charter")}`);
    for (const day of days) await noteCharter(table, day, slug);
  }
  const text = `Closeouts and the CSV show ${count(entries, "entry", "entries")} of ${count(unnoted.length, "charter")} from now on.`;
  return { ok: true, text, data: { entries, charters: unnoted.map(({ slug }) => slug) } };
}

function preview(stack: string, unnoted: readonly Unnoted[]): string {
  return [
    `Notes in the table of ${stack}, for closeouts and the CSV, that there is money of these charters; no ledger is changed:`,
    ...unnoted.map(
      ({ slug, ids, days }) =>
        `  ${slug}: ${count(ids.length, "entry", "entries")}, from ${days[0] ?? ""} to ${days.at(-1) ?? ""}`,
    ),
  ].join("\n");
}
