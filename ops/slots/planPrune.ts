import type { SlotStatus } from "./inventory.ts";

/** What a prune removes and keeps, the newest first. */
export interface PrunePlan {
  readonly remove: readonly SlotStatus[];
  readonly keep: readonly SlotStatus[];
}

/** An upload that takes longer has been given up. */
const UPLOAD_MILLISECONDS = 60 * 60_000;

/**
 * Decides which slots go: all but the newest `keep` sound ones, what is needed for anything, and what may still be on its
 * way up. A slot with files missing counts for nothing: nobody could promote it.
 */
export function planPrune(slots: readonly SlotStatus[], keep: number, now: Date): PrunePlan {
  const newest = new Set(
    slots
      .filter(({ lack }) => lack === undefined)
      .slice(0, keep)
      .map(({ slot }) => slot),
  );
  const isKept = ({ slot, uses, lack, uploadedAt }: SlotStatus): boolean =>
    newest.has(slot) ||
    uses.length > 0 ||
    (lack !== undefined && now.getTime() - uploadedAt.getTime() < UPLOAD_MILLISECONDS);
  return { remove: slots.filter((slot) => !isKept(slot)), keep: slots.filter(isKept) };
}
