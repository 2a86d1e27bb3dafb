import { resolve } from "node:path";

import type { Invocation, Report } from "../cli/command.ts";
import { UsageError } from "../refusal.ts";
import { count } from "../cli/words.ts";
import { readExport } from "../data/exportFile.ts";
import { describeCounts } from "../data/kinds.ts";
import type { Line } from "../data/lines.ts";
import { readPartition, readTable } from "../data/readTable.ts";
import type { Across, Findings, Looked, Mismatch, PlacedUnsealed } from "./findings.ts";
import { verifyDays } from "./days.ts";
import { verifyDaySeals } from "./daySeals.ts";
import { describeUnsealed, findUnwitnessed, type Unknown } from "./limits.ts";
import { homesOf } from "./moves.ts";
import { verifyPartition } from "./partition.ts";
import { verifyPdf } from "./pdf.ts";
import { findUnstamped, readTrusted, verifyStamps, type Trusted } from "./stamps.ts";
import { verifyTexts } from "./texts.ts";
import { verifyVessels } from "./vessels.ts";
import { NO_WITNESSES, readMails, verifyWitnesses, type Witnesses } from "./witness.ts";

/** What is held against the items from outside of the table. */
interface Outside {
  readonly witnesses: Witnesses;
  readonly trusted: Trusted;
}

const NOTHING: Outside = { witnesses: NO_WITNESSES, trusted: undefined };

/** Verifies a stack's table, or an export. */
export async function verify(call: Invocation): Promise<Report> {
  const file = call.text("file");
  if ((file === undefined) === (call.stackName === undefined))
    throw new UsageError("verify looks at --stack STACK or at --file FILE.");
  const pdf = call.text("pdf");
  if (pdf !== undefined) return lookUpPdf(call, pdf, file);
  const mails = call.text("witness");
  const witnesses = mails === undefined ? NO_WITNESSES : await readMails(mails);
  const outside = { witnesses, trusted: await readTrusted(call.text("authorities")) };
  return file === undefined ? verifyStack(call, outside) : verifyFile(resolve(file), outside);
}

async function lookUpPdf(call: Invocation, pdf: string, file: string | undefined): Promise<Report> {
  if (file !== undefined) return verifyPdf(pdf, file, (await readExport(resolve(file))).lines);
  const stack = await call.openStack();
  const lines = await readTable(stack, (step) => {
    call.terminal.progress(step);
  });
  return verifyPdf(pdf, `the table of ${stack.name}`, lines);
}

async function verifyStack(call: Invocation, outside: Outside): Promise<Report> {
  const stack = await call.openStack();
  const lines = await readTable(stack, (step) => {
    call.terminal.progress(step);
  });
  call.terminal.progress("Computing hashes and totals");
  // The table is read while people work: whoever signs in between is in one item and not yet in the other.
  const lookAgain = async (names: readonly string[]): Promise<Findings> =>
    verifyPartition((await Promise.all(names.map((name) => readPartition(stack, name)))).flat());
  const findings = await verifyLines(lines, lookAgain);
  const across = await verifyAcross(lines, outside);
  // Whatever was written between two pages of the first reading is whole in the second.
  const lasting =
    across.mismatches.length === 0
      ? []
      : keepLasting(
          across.mismatches,
          (
            await verifyAcross(
              await readTable(stack, (step) => {
                call.terminal.progress(step);
              }),
              outside,
            )
          ).mismatches,
        );
  const all = join(findings, { ...across, mismatches: lasting });
  return toReport(`The table of ${stack.name}`, all, [], findUnknown(lines, outside));
}

async function verifyFile(file: string, outside: Outside): Promise<Report> {
  const { lines, problems } = await readExport(file);
  return toReport(file, await verifyItems(lines, outside), problems, findUnknown(lines, outside));
}

/** Verifies all items of an export, in its order. */
export async function verifyItems(lines: readonly Line[], outside: Partial<Outside> = {}): Promise<Findings> {
  return join(await verifyLines(lines), await verifyAcross(lines, { ...NOTHING, ...outside }));
}

function findUnknown(lines: readonly Line[], { witnesses }: Outside): readonly Unknown[] {
  return [...findUnwitnessed(lines, witnesses), ...findUnstamped(lines)];
}

/** Verifies what the items of one partition say of those of another, and what mails and outside clocks say of them. */
async function verifyAcross(lines: readonly Line[], { witnesses, trusted }: Outside): Promise<Across> {
  const looked = [verifyTexts(lines), verifyDaySeals(lines), verifyVessels(lines)];
  return {
    mismatches: [
      ...looked.flatMap(({ mismatches }) => mismatches),
      ...verifyDays(lines),
      ...verifyWitnesses(witnesses, lines),
      ...(await verifyStamps(lines, trusted)),
    ],
    unsealed: looked.flatMap(({ unsealed }) => unsealed),
  };
}

function join(findings: Findings, { mismatches, unsealed }: Across): Findings {
  return {
    ...findings,
    mismatches: [...findings.mismatches, ...mismatches],
    unsealed: [...findings.unsealed, ...unsealed],
  };
}

function keepLasting(first: readonly Mismatch[], second: readonly Mismatch[]): readonly Mismatch[] {
  return second.filter(({ where, item, text }) =>
    first.some((other) => other.where === where && other.item === item && other.text === text),
  );
}

/** Verifies items in an export's order, partition by partition; where one fails, what `lookAgain` finds counts. */
async function verifyLines(
  lines: readonly Line[],
  lookAgain?: (names: readonly string[]) => Promise<Findings>,
): Promise<Findings> {
  let looked: Looked = { charters: 0, entries: 0, signatures: 0, accounts: 0, others: 0 };
  const mismatches: Mismatch[] = [];
  const newer: Mismatch[] = [];
  const unplaced: Mismatch[] = [];
  const unsealed: PlacedUnsealed[] = [];
  for (const partition of byPartition(lines)) {
    let found = verifyPartition(partition);
    const names = [...new Set(partition.map(({ event_id }) => event_id))];
    if (found.mismatches.length > 0 && lookAgain !== undefined) found = await lookAgain(names);
    looked = add(looked, found.looked);
    mismatches.push(...found.mismatches);
    newer.push(...found.newer);
    unplaced.push(...found.unplaced);
    unsealed.push(...found.unsealed);
  }
  return { looked, mismatches, newer, unplaced, unsealed };
}

/** A charter that was moved is in several: they are one. */
function byPartition(lines: readonly Line[]): Iterable<readonly Line[]> {
  const homes = homesOf(lines);
  const partitions = new Map<string, Line[]>();
  for (const line of lines) {
    const home = homes.get(line.event_id) ?? line.event_id;
    const known = partitions.get(home);
    if (known === undefined) partitions.set(home, [line]);
    else known.push(line);
  }
  return partitions.values();
}

function add(a: Looked, b: Looked): Looked {
  return {
    charters: a.charters + b.charters,
    entries: a.entries + b.entries,
    signatures: a.signatures + b.signatures,
    accounts: a.accounts + b.accounts,
    others: a.others + b.others,
  };
}

function toReport(
  what: string,
  { looked, mismatches, newer, unplaced, unsealed }: Findings,
  damage: readonly string[],
  unwitnessed: readonly Unknown[],
): Report {
  const unknown = [...describeUnsealed(unsealed), ...unwitnessed];
  const ok = mismatches.length + damage.length === 0;
  const entries = count(looked.entries, "ledger entry", "ledger entries");
  const verdict = ok
    ? `✓ ${what} holds ${describeCounts(looked)}, ${entries}. ${newer.length === 0 ? "Every hash and every total is right." : "All that this version can check is right; the rest is newer than it."}`
    : `${what} holds ${describeCounts(looked)}, ${entries}. ${count(mismatches.length + damage.length, "mismatch", "mismatches")}; nothing was changed.`;
  const lines = [
    ...damage.map((text) => `✗ ${text}`),
    ...mismatches.map(({ where, text }) => `✗ ${where}: ${text}`),
    // Neither right nor wrong: this version cannot tell.
    ...newer.map(({ where, text }) => `· ${where}: ${text}`),
    // Nobody's: what it is, only who wrote it knows.
    ...unplaced.map(({ where, text }) => `? ${where}: ${text}`),
    ...unknown.map(({ text }) => `· ${text}`),
  ];
  const text = [...lines, ...(lines.length === 0 ? [] : [""]), verdict].join("\n");
  return { ok, text, data: { ...looked, damage, mismatches, newer, unplaced, unsealed, unknown } };
}
