import { findLack, type Upload } from "../uploads/uploads.ts";
import type { Position } from "./pointers.ts";

/** What a slot is needed for. */
export type Use =
  /** The pointer is at it. */
  | "live"
  /** A rollback of the site goes to it. */
  | "previous"
  /** Waiver pages load their files from it now. */
  | "API"
  /** Waiver pages would, after a rollback of the API. */
  | "API rollback"
  /** The last `pulumi up` built it. */
  | "built";

/** A slot of the bucket with all that is known of it. */
export interface SlotStatus {
  readonly slot: string;
  /** When its last file was uploaded. */
  readonly uploadedAt: Date;
  readonly files: number;
  readonly bytes: number;
  /** Why it cannot be promoted as it lies there; undefined when nothing is missing. */
  readonly lack: string | undefined;
  readonly uses: readonly Use[];
}

/** Which slots the API's versions load their waiver page from. */
export interface ApiSlots {
  readonly live: string | undefined;
  readonly rollback: string | undefined;
  readonly newest: string | undefined;
}

/** Puts together what is known of each uploaded slot, the newest first. */
export function describeSlots(uploads: readonly Upload[], pointers: Position, api: ApiSlots): readonly SlotStatus[] {
  const holders: readonly (readonly [Use, string | undefined])[] = [
    ["live", pointers.live],
    ["previous", pointers.previous],
    ["API", api.live],
    ["API rollback", api.rollback],
    ["built", api.newest],
  ];
  return uploads
    .map(({ slot, files, manifest }) => ({
      slot,
      uploadedAt: new Date(Math.max(...files.map(({ uploadedAt }) => uploadedAt.getTime()))),
      files: files.length,
      bytes: files.reduce((sum, file) => sum + file.bytes, 0),
      lack: findLack(files, manifest),
      uses: holders.filter(([, held]) => held === slot).map(([use]) => use),
    }))
    .sort((a, b) => b.uploadedAt.getTime() - a.uploadedAt.getTime() || (a.slot < b.slot ? -1 : 1));
}
