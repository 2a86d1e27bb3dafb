import type { Manifest, PatronState } from "../../rules/manifest/patronState.ts";
import type { StoredEvent, StoredPatron } from "../charter/stored.ts";

type Stored = Pick<
  StoredPatron,
  | "name"
  | "name_at"
  | "email"
  | "email_at"
  | "phone"
  | "phone_at"
  | "aboard_at"
  | "checked_at"
  | "checked_received_at"
  | "checked_by"
  | "listed_at"
  | "removed"
  | "matches"
>;

/** Reads everybody who was ever put on a charter's list, as the rules see them. */
export function manifestOf({ patrons, removed_patrons }: Pick<StoredEvent, "patrons" | "removed_patrons">): Manifest {
  return new Map(Object.entries({ ...patrons, ...removed_patrons }).map(([id, patron]) => [id, toState(patron)]));
}

function toState({
  name,
  name_at,
  email,
  email_at,
  phone,
  phone_at,
  aboard_at,
  listed_at,
  removed,
  matches,
  ...check
}: Stored): PatronState {
  const { checked_at: at, checked_received_at, checked_by } = check;
  return {
    name,
    name_at: name_at ?? null,
    email,
    email_at: email_at ?? null,
    phone: phone ?? null,
    phone_at: phone_at ?? null,
    aboard_at: aboard_at ?? null,
    checked: at === undefined ? null : { at, received_at: checked_received_at ?? at, by: checked_by ?? "" },
    listed_at: listed_at ?? null,
    listed: removed !== true,
    ...(matches === undefined ? {} : { matches }),
  };
}

/** The attributes in which a state is stored, but for what was said of signatures; undefined where there is none. */
export function toAttributes({
  name,
  name_at,
  email,
  email_at,
  phone,
  phone_at,
  aboard_at,
  checked,
  listed_at,
  listed,
}: PatronState) {
  return {
    name,
    name_at: name_at ?? undefined,
    email,
    email_at: email_at ?? undefined,
    phone: phone ?? undefined,
    phone_at: phone_at ?? undefined,
    aboard_at: aboard_at ?? undefined,
    checked_at: checked?.at,
    checked_received_at: checked?.received_at,
    checked_by: checked?.by,
    listed_at: listed_at ?? undefined,
    removed: listed ? undefined : true,
  } satisfies Record<Exclude<keyof Stored, "matches">, unknown>;
}

/** Makes what is stored of a patron who is put on the list; it holds no attribute that has nothing to say. */
export function newPatron(state: PatronState, place: number, added_at: string): StoredPatron {
  const { phone, aboard_at, checked_at, checked_received_at, checked_by } = toAttributes(state);
  const checked = checked_at === undefined ? {} : { aboard_at, checked_at, checked_received_at, checked_by };
  return {
    name: state.name,
    email: state.email,
    ...(phone === undefined ? {} : { phone }),
    place,
    added_at,
    ...checked,
  };
}
