import type { Patron } from "../contract/api/event.ts";

/** A patron as changes see them: as the API tells of them, and whether they are on the list. */
export type PatronState = Readonly<
  Pick<
    Patron,
    "name" | "name_at" | "email" | "email_at" | "phone" | "phone_at" | "aboard_at" | "checked" | "listed_at" | "matches"
  >
> & {
  readonly listed: boolean;
};

/**
 * Everybody who was ever put on a charter's list, by id. Who was taken off stays in it: that can be undone, and nothing
 * that is sent again puts them back.
 */
export type Manifest = ReadonlyMap<string, PatronState>;
