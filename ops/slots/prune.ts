import type { Report } from "../cli/command.ts";
import { Refusal } from "../refusal.ts";
import { formatTable } from "../cli/table.ts";
import type { Terminal } from "../cli/terminal.ts";
import { count } from "../cli/words.ts";
import type { Stack } from "../stack/stack.ts";
import { openSlotBucket } from "../uploads/bucket.ts";
import type { SlotStatus } from "./inventory.ts";
import { toRow } from "./list.ts";
import { planPrune } from "./planPrune.ts";
import { surveySlots } from "./survey.ts";

/** Removes old slots from a stack's bucket, never one that is needed. */
export async function prune(stack: Stack, terminal: Terminal, keep: number): Promise<Report> {
  terminal.progress("Looking at the slots");
  const { slots } = await surveySlots(stack);
  const plan = planPrune(slots, keep, new Date());
  if (plan.remove.length === 0) {
    return {
      ok: true,
      text: `Nothing to remove: ${stack.name} needs or keeps ${describeAll(plan.keep.length)}.`,
      data: { stack: stack.name, removed: [] },
    };
  }
  await terminal.confirm(describePrune(stack.name, plan, new Date()));

  terminal.progress("Looking again at what is needed");
  const names = new Set(plan.remove.map(({ slot }) => slot));
  const now = await surveySlots(stack);
  requireUnneeded(
    stack.name,
    now.slots.filter(({ slot }) => names.has(slot)),
  );
  terminal.progress(`Removing ${count(names.size, "slot")}`);
  await openSlotBucket(stack).remove(now.uploads.filter(({ slot }) => names.has(slot)));
  const text = `Removed ${count(names.size, "slot")} from ${stack.name}, ${count(bytesOf(plan.remove), "byte")}. ${count(plan.keep.length, "slot")} stay${plan.keep.length === 1 ? "s" : ""}.`;
  return { ok: true, text, data: { stack: stack.name, removed: [...names], kept: plan.keep.map(({ slot }) => slot) } };
}

function describePrune(stack: string, { remove, keep }: ReturnType<typeof planPrune>, now: Date): string {
  const rows = (slots: readonly SlotStatus[]): string =>
    formatTable(
      slots.map((slot) => toRow(slot, now)),
      [3, 4],
    ).replace(/^/gm, "  ");
  return [
    `Remove ${count(remove.length, "slot")} from ${stack}, ${count(bytesOf(remove), "byte")} in all:`,
    "",
    rows(remove),
    "",
    "These stay:",
    "",
    rows(keep),
    "",
    "Viewers cannot get a removed slot any more, and promote and rollback cannot take it. The bucket is versioned: the bytes stay",
    "behind delete markers for 90 days and can be brought back with S3's own tools. pulumi up of the same sources uploads a slot again.",
    "",
  ].join("\n");
}

/** Somebody may have promoted one, or moved the API, while the preview was read. */
function requireUnneeded(stack: string, slots: readonly SlotStatus[]): void {
  const needed = slots.filter(({ uses }) => uses.length > 0);
  if (needed.length === 0) return;
  const list = needed.map(({ slot, uses }) => `${slot} (${uses.join(", ")})`).join(", ");
  throw new Refusal(
    `Something on ${stack} has changed meanwhile: ${list} is needed now. Nothing was removed; run prune again.`,
  );
}

function bytesOf(slots: readonly SlotStatus[]): number {
  return slots.reduce((sum, { bytes }) => sum + bytes, 0);
}

function describeAll(slots: number): string {
  return slots === 1 ? "its only slot" : `all of its ${slots} slots`;
}
