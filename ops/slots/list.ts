import type { Report } from "../cli/command.ts";
import { formatTable } from "../cli/table.ts";
import { describeAge, describeInstant, describeNumber } from "../cli/words.ts";
import type { Stack } from "../stack/stack.ts";
import type { SlotStatus } from "./inventory.ts";
import { surveySlots } from "./survey.ts";

/** Lists what is uploaded to a stack and what it is used for, the newest first. */
export async function listSlots(stack: Stack, now: Date): Promise<Report> {
  const { slots } = await surveySlots(stack);
  const data = slots.map(({ lack, ...slot }) => ({ ...slot, complete: lack === undefined, lack: lack ?? null }));
  if (slots.length === 0)
    return { ok: true, text: `Nothing is uploaded to ${stack.name} yet. pulumi up uploads a build of the site.`, data };
  return {
    ok: true,
    text: formatTable(
      [["SLOT", "UPLOADED", "", "FILES", "BYTES", "USED AS"], ...slots.map((slot) => toRow(slot, now))],
      [3, 4],
    ),
    data,
  };
}

/** Writes a slot as a row: name, when, how long ago, files, bytes, uses. */
export function toRow({ slot, uploadedAt, files, bytes, lack, uses }: SlotStatus, now: Date): readonly string[] {
  const used = [...uses, ...(lack === undefined ? [] : [`incomplete (${lack})`])].join(", ");
  return [slot, describeInstant(uploadedAt), describeAge(uploadedAt, now), String(files), describeNumber(bytes), used];
}
