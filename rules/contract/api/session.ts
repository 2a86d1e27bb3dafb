import * as v from "valibot";

import { wordOrNewer, type Newer } from "../newer.ts";
import { BrokenCount } from "./broken.ts";
import { Email, PersonName } from "./fields.ts";

/** What a route asks of who calls it. `crew` routes are open to admins too. */
export const ROLES = ["crew", "admin"] as const;
export type Role = (typeof ROLES)[number];
export type Access = "public" | Role;

/** Tells whether somebody with a role (or nobody) may use a route. What a newer version's role may do is not known here: nothing. */
export function mayUse(access: Access, role: Role | Newer | undefined): boolean {
  if (access === "public") return true;
  return role === "admin" || role === access;
}

export const PASSWORD_MIN = 12;
const PASSWORD_MAX = 128;
export const Password = v.pipe(
  v.string(),
  v.minLength(PASSWORD_MIN, `must be at least ${PASSWORD_MIN} characters`),
  v.maxLength(PASSWORD_MAX, `must be at most ${PASSWORD_MAX} characters`),
);

/** `POST /api/session`. The password's length is not checked here, so that a wrong one is just wrong. */
export const SignInRequest = v.strictObject({ email: Email, password: v.pipe(v.string(), v.maxLength(PASSWORD_MAX)) });
export type SignInRequest = v.InferOutput<typeof SignInRequest>;

export const Account = v.object({ email: v.string(), name: v.string(), role: wordOrNewer(ROLES) });
export type Account = v.InferOutput<typeof Account>;

/** `GET /api/session` (200 also when nobody is signed in) and the answer to `POST /api/session`. */
export const SessionResponse = v.object({
  account: v.nullable(Account),
  company: v.object({ name: v.string(), currency: v.string(), time_zone: v.string() }),
  stack: v.string(),
});
export type SessionResponse = v.InferOutput<typeof SessionResponse>;

/** `GET /api/crew`: everyone with an account that is not disabled. */
export const CrewResponse = v.object({ crew: v.array(Account), broken: BrokenCount });
export type CrewResponse = v.InferOutput<typeof CrewResponse>;

/** `POST /api/crew` (admin): a new account. */
export const AddCrewRequest = v.strictObject({
  email: Email,
  name: PersonName,
  role: v.picklist(ROLES),
  password: Password,
});
export type AddCrewRequest = v.InferOutput<typeof AddCrewRequest>;
