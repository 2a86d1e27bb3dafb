import { access } from "node:fs/promises";
import { resolve } from "node:path";

import type { Invocation, Report } from "../cli/command.ts";
import { Refusal } from "../refusal.ts";
import { writeExport } from "./exportFile.ts";
import { countKinds, describeCounts } from "./kinds.ts";
import { readTable } from "./readTable.ts";

const MEGABYTE = 1_000_000;

/** Writes all data of a stack to a file. */
export async function exportTable(call: Invocation): Promise<Report> {
  const file = resolve(call.required("out"));
  if (!call.isSet("force")) await refuseExisting(file);
  const stack = await call.openStack();
  const lines = await readTable(stack, (step) => {
    call.terminal.progress(step);
  });
  call.terminal.progress(`Writing ${file}`);
  const { bytes, sha256 } = await writeExport(file, lines);
  const counts = countKinds(lines);
  const text = [
    `Exported ${describeCounts(counts)} of ${stack.name} to ${file} (${describeBytes(bytes)}).`,
    `SHA-256 ${sha256}`,
    "It holds names, birth dates, signatures and password hashes. Only you can read it: keep it so, and encrypt it before it travels.",
  ].join("\n");
  return { ok: true, text, data: { file, bytes, sha256, items: lines.length, ...counts } };
}

async function refuseExisting(file: string): Promise<void> {
  const exists = await access(file).then(
    () => true,
    () => false,
  );
  if (exists) throw new Refusal(`${file} exists. Name another file, or replace it with --force.`);
}

function describeBytes(bytes: number): string {
  return bytes < MEGABYTE ? `${Math.ceil(bytes / 1_000)} KB` : `${(bytes / MEGABYTE).toFixed(1)} MB`;
}
