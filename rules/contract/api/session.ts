import * as v from "valibot";

import { TURNAROUND_MINUTES } from "../amounts.ts";
import { wordOrNewer, type Newer } from "../newer.ts";
import { BrokenCount } from "./broken.ts";
import { Email, PersonName } from "./fields.ts";
import { KioskPin } from "./kiosk.ts";
import { FactorCode, PresentPassword } from "./password.ts";

/** What a route asks of who calls it. `crew` routes are open to admins too. */
export const ROLES = ["crew", "admin"] as const;
export type Role = (typeof ROLES)[number];

/** What an admin may allow a crew member besides: `payments` is to take money and log it. Admins may all of it. */
export const PERMISSIONS = ["payments"] as const;
export type Permission = (typeof PERMISSIONS)[number];

export type Access = "public" | Role | Permission;

/** What decides on what somebody may use. */
export interface Rights {
  readonly role: Role | Newer;
  readonly permissions: readonly (Permission | Newer)[];
}

/** Tells whether somebody (or nobody) may use a route. What a newer version's role may do is not known here: nothing. */
export function mayUse(access: Access, rights: Rights | undefined): boolean {
  if (access === "public") return true;
  if (rights?.role === "admin") return true;
  return rights?.role === "crew" && (access === "crew" || rights.permissions.some((given) => given === access));
}

/** `POST /api/session`; with a code where the account has a second factor. */
export const SignInRequest = v.strictObject({
  email: Email,
  password: PresentPassword,
  code: v.optional(FactorCode),
});
export type SignInRequest = v.InferOutput<typeof SignInRequest>;

export const Account = v.object({
  email: v.string(),
  name: v.string(),
  role: wordOrNewer(ROLES),
  /** An API of before told of none: whoever is crew there may log payments, and is shown no button all the same. */
  permissions: v.optional(v.array(wordOrNewer(PERMISSIONS)), []),
});
export type Account = v.InferOutput<typeof Account>;

/** `GET /api/session` (200 also when nobody is signed in) and the answer to `POST /api/session`. */
export const SessionResponse = v.object({
  account: v.nullable(Account),
  /** Whether one's password would not be taken today, and is to be changed; an API of before did not say. */
  change_password: v.optional(v.boolean(), false),
  /** Of the kiosk, where an admin has set one; told to nobody who is not signed in. An API of before had none. */
  kiosk_pin: v.optional(v.nullable(KioskPin), null),
  company: v.object({
    name: v.string(),
    currency: v.string(),
    time_zone: v.string(),
    /** Where charters begin, as far as an admin has said so; an API of before did not know. */
    dock: v.optional(v.object({ address: v.string(), map_url: v.string() }), { address: "", map_url: "" }),
    /** The usual start of each part of the day that has one. */
    start_times: v.optional(v.record(v.string(), v.string()), {}),
    /** The ways of paying that are offered; all where nobody has said. */
    methods: v.optional(v.array(v.string()), []),
    /** Whether an admin is led through a company's first steps. */
    setting_up: v.optional(v.boolean(), false),
    turnaround_minutes: v.optional(v.number(), TURNAROUND_MINUTES),
  }),
  stack: v.string(),
});
export type SessionResponse = v.InferOutput<typeof SessionResponse>;

/** Somebody with an account, as the list of them has it. */
export const CrewMember = v.object({
  ...Account.entries,
  /** By which the account is named in paths; an API of before did not say. */
  key: v.optional(v.string(), ""),
  /** Whether they were invited and have not been here yet. */
  invited: v.optional(v.boolean(), false),
});
export type CrewMember = v.InferOutput<typeof CrewMember>;

/** `GET /api/crew`: everyone with an account that is not disabled. */
export const CrewResponse = v.object({ crew: v.array(CrewMember), broken: BrokenCount });
export type CrewResponse = v.InferOutput<typeof CrewResponse>;

/** `POST /api/crew` (admin): a new account. Nobody but its owner ever knows a password of it. */
export const AddCrewRequest = v.strictObject({
  email: Email,
  name: PersonName,
  role: v.picklist(ROLES),
  permissions: v.optional(v.array(v.picklist(PERMISSIONS)), []),
});
export type AddCrewRequest = v.InferOutput<typeof AddCrewRequest>;

/** `PATCH /api/crew/{account}` (admin): what a crew member may do besides, all of it; and their role, where that changes. */
export const ChangeCrewRequest = v.strictObject({
  permissions: v.array(v.picklist(PERMISSIONS)),
  role: v.optional(v.picklist(ROLES)),
});
export type ChangeCrewRequest = v.InferOutput<typeof ChangeCrewRequest>;
