import * as v from "valibot";

import { ONE_LINE, UNPRINTABLE_REFUSED, VISIBLE, withoutUnseen } from "../../words/printable.ts";
import { wordOrNewer } from "../newer.ts";
import { PERIODS } from "../slug.ts";
import { ClockTime, Email, PersonName, Revision } from "./fields.ts";
import { METHODS } from "./payment.ts";

const DOCK_ADDRESS_MAX = 200;
const MAP_URL_MAX = 500;
/** Longer than a boat lies at the dock between two charters of one day, in minutes. */
const TURNAROUND_MAX = 240;

const DockAddress = v.pipe(
  v.string(),
  v.transform(withoutUnseen),
  v.trim(),
  v.nonEmpty("must not be empty"),
  v.maxLength(DOCK_ADDRESS_MAX, `must be at most ${DOCK_ADDRESS_MAX} characters`),
  v.regex(ONE_LINE, UNPRINTABLE_REFUSED),
  v.regex(VISIBLE, "must have a letter or a digit that can be seen"),
);

/** Opened by patrons from a mail: https and nothing else, and nothing in it that a mail's line could not hold. */
const MapUrl = v.pipe(
  v.string(),
  v.trim(),
  v.maxLength(MAP_URL_MAX, `must be at most ${MAP_URL_MAX} characters`),
  v.regex(/^https:\/\/[^\s\p{C}<>"\\]+$/u, "must be a link that begins with https://"),
  v.check((text) => URL.canParse(text), "must be a link that begins with https://"),
);

const TurnaroundMinutes = v.pipe(
  v.number(),
  v.integer("must be a whole number of minutes"),
  v.minValue(0, "must not be less than 0"),
  v.maxValue(TURNAROUND_MAX, `must be at most ${TURNAROUND_MAX} minutes`),
);

/** When charters of each part of the day usually start, of those that have a usual start. */
const StartTimes = v.strictObject(v.entriesFromList(PERIODS, v.exactOptional(ClockTime)));

const OfferedMethods = v.pipe(
  v.array(v.picklist(METHODS)),
  v.minLength(1, "must be at least one"),
  v.maxLength(METHODS.length, "must each be there once"),
  v.check((methods) => new Set(methods).size === methods.length, "must each be there once"),
);

/** One mail goes to all of them: so many addresses fit its head, and read one another. */
const MONEY_READERS_MAX = 5;
const MoneyReaders = v.pipe(
  v.array(Email),
  v.maxLength(MONEY_READERS_MAX, `must be at most ${MONEY_READERS_MAX}`),
  v.check((readers) => new Set(readers).size === readers.length, "must each be there once"),
);

/** What an admin may set, each by itself, as it is asked for. */
export const SETTINGS = {
  /** What the company is called, everywhere. */
  name: PersonName,
  /** Where patrons and crew come aboard. */
  dock_address: DockAddress,
  /** Where a map shows that. */
  dock_map_url: MapUrl,
  /** How long a boat lies at the dock between two charters. */
  turnaround_minutes: TurnaroundMinutes,
  /** When charters of each part of the day usually start: what a new one proposes. */
  start_times: StartTimes,
  /** The ways of paying that forms offer. Others are recorded all the same: money that was taken is taken. */
  methods: OfferedMethods,
  /** Admins, by their addresses, who get each mail about money besides the stack's admin, who always does. */
  money_mails: MoneyReaders,
} as const;
export type SettingName = keyof typeof SETTINGS;

/** What has been set, as it is stored and answered: what a later version takes is read here too. */
export const Settings = v.object({
  name: v.optional(v.pipe(v.string(), v.nonEmpty())),
  dock_address: v.optional(v.string()),
  dock_map_url: v.optional(v.string()),
  turnaround_minutes: v.optional(v.number()),
  start_times: v.optional(v.record(v.string(), v.string())),
  methods: v.optional(v.array(wordOrNewer(METHODS))),
  money_mails: v.optional(v.array(v.string())),
});
export type Settings = v.InferOutput<typeof Settings>;

/** `GET /api/settings` (admin), and the answer to changing them. */
export const SettingsResponse = v.object({
  /** 0 where nobody has ever set anything. */
  revision: v.number(),
  /** Who changed them last, and when. */
  changed: v.nullable(v.object({ by: v.string(), changed_at: v.string() })),
  /** What an admin has set. */
  set: Settings,
  /** What holds where an admin has set nothing: the stack's, or the program's own. */
  otherwise: v.object({ name: v.string(), turnaround_minutes: v.number() }),
  /** What is stored and cannot be read, by name: set anew, it is right again. */
  broken: v.array(v.string()),
  /** What only `pulumi` changes. */
  stack: v.object({
    name: v.string(),
    time_zone: v.string(),
    currency: v.string(),
    mail_from: v.string(),
    admin_email: v.string(),
    timestamp_authority: v.nullable(v.string()),
  }),
});
export type SettingsResponse = v.InferOutput<typeof SettingsResponse>;

/** `PATCH /api/settings` (admin): what is named changes, and null gives the stack's value back. `revision` is the one that was read: an older one is a 409. */
export const ChangeSettingsRequest = v.strictObject({
  revision: Revision,
  name: v.optional(v.nullable(SETTINGS.name)),
  dock_address: v.optional(v.nullable(SETTINGS.dock_address)),
  dock_map_url: v.optional(v.nullable(SETTINGS.dock_map_url)),
  turnaround_minutes: v.optional(v.nullable(SETTINGS.turnaround_minutes)),
  start_times: v.optional(v.nullable(SETTINGS.start_times)),
  methods: v.optional(v.nullable(SETTINGS.methods)),
  money_mails: v.optional(v.nullable(SETTINGS.money_mails)),
});
export type ChangeSettingsRequest = v.InferOutput<typeof ChangeSettingsRequest>;
