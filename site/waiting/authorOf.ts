import type { Entry } from "../offline/entry.ts";

/** Names who made a write. */
export function authorOf({ write }: Entry): string {
  return write.by_name || write.by;
}
