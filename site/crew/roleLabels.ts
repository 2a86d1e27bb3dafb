import type { Role } from "../../rules/contract/api/session.ts";

/** The roles that an account can have, as a form offers them. */
export const ROLE_LABELS: readonly (readonly [Role, string])[] = [
  ["crew", "Crew"],
  ["admin", "Admin"],
];
