import { PATRONS_MAX } from "../../rules/contract/api/event.ts";
import type { SignatureRecord } from "../../rules/contract/api/waiver.ts";
import { CHARTER_BUDGETS } from "../../rules/contract/budgets.ts";
import { itemBytes } from "../dynamodb/itemBytes.ts";

/**
 * The marks on an event item that tell the month list who signed, one a participant: `<signature id>#<participant>`.
 * The public can write them, so there is an end to it: past it, the records beside the item alone count.
 */
type Marks = ReadonlySet<string>;

/** How many marks there may be. */
export const SIGNED_MARKS_MAX = 2 * PATRONS_MAX;

/** The marks of a record. */
export function marksOf({ id, participants }: Pick<SignatureRecord, "id" | "participants">): readonly string[] {
  return participants.map(({ name }) => `${id}#${name}`);
}

/** Reads who has signed from the marks of a charter. */
export function signedNames({ signed }: { readonly signed: Marks }): string[] {
  return [...signed].map(participantOf);
}

/** Reads the participant from a mark. */
export function participantOf(mark: string): string {
  return mark.slice(mark.indexOf("#") + 1);
}

/** Tells whether there is room for more marks beside those there are. */
export function hasRoomForMarks(signed: Marks, more: readonly string[]): boolean {
  const all = new Set([...signed, ...more]);
  return signed.size < SIGNED_MARKS_MAX && itemBytes(all) <= CHARTER_BUDGETS.signed.bytes;
}
