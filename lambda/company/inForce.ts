import { TURNAROUND_MINUTES } from "../../rules/contract/amounts.ts";
import { METHODS, type Method } from "../../rules/contract/api/payment.ts";
import { BrokenItem, TableUnavailable } from "../dynamodb/errors.ts";
import { countUnread, type PartlyRead } from "../dynamodb/readPartly.ts";
import type { Table } from "../dynamodb/table.ts";
import type { StackCompany } from "../env.ts";
import type { Log } from "../log.ts";
import { readSettings, type StoredSettings } from "./stored.ts";

/** How long what was read holds in one instance of the function, in ms: one reading for all that comes in that time. */
export const SETTINGS_HOLD_MS = 30_000;

/** The company as it is to be called and found now: what an admin has set, else what the stack declares. */
export interface Company {
  readonly name: string;
  /** All that it is or was called, the present name first: whoever was shown a text under one of them was. */
  readonly names: readonly string[];
  readonly currency: string;
  readonly timeZone: string;
  readonly dock: Dock;
  readonly turnaroundMinutes: number;
  /** The usual start of each part of the day that has one, `HH:MM`. */
  readonly startTimes: Readonly<Record<string, string>>;
  /** The ways of paying that are offered. */
  readonly methods: readonly Method[];
  /** Who gets each mail about money besides the stack's admin, as far as they are admins when it is sent. */
  readonly moneyMails: readonly string[];
  /** Whether an admin is led through the first steps. */
  readonly settingUp: boolean;
}

/** Where a charter begins; "" where nobody has said. */
export interface Dock {
  readonly address: string;
  readonly mapUrl: string;
}

/** Answers what is in force. Nothing else knows what the stack declares of it, so that no mail or page can forget to ask. */
export interface CompanyInForce {
  /** What the stack declares, for the page that shows it beside what is set. */
  readonly declared: StackCompany;
  /** Throws where the table does not answer, or the name that is set cannot be read: whatever would carry it waits rather than say another. */
  read(): Promise<Company>;
  /** The same, read anew: for what cannot be right with what was read before. */
  readAnew(): Promise<Company>;
  /** The same for the screens of the staff, who must get in to mend it: there the stack's name stands in for one that cannot be had. */
  readForStaff(): Promise<Company>;
}

interface Parts {
  readonly table: Table;
  readonly stack: StackCompany;
  readonly log: Log;
  readonly clock: () => Date;
}

/** Makes what answers the settings in force, from one reading for a while. */
export function openCompany({ table, stack, log, clock }: Parts): CompanyInForce {
  // What was read, and no reading under way: one request's that hangs must not hold up another's.
  let held: { readonly turn: number; readonly at: number; readonly settings: PartlyRead<StoredSettings> } | undefined;
  let turns = 0;
  const readAnew = async (): Promise<PartlyRead<StoredSettings>> => {
    turns += 1;
    const asked = { turn: turns, at: clock().getTime() };
    const settings = countUnread({ log }, await readSettings(table), "settings");
    if (held === undefined || held.turn < asked.turn) held = { ...asked, settings };
    return settings;
  };
  const readHeld = (): Promise<PartlyRead<StoredSettings>> => {
    const age = held === undefined ? Infinity : Math.abs(clock().getTime() - held.at);
    return held === undefined || age > SETTINGS_HOLD_MS ? readAnew() : Promise.resolve(held.settings);
  };
  return {
    declared: stack,
    read: async () => inForce(stack, await readHeld()),
    readAnew: async () => inForce(stack, await readAnew()),
    readForStaff: async () => {
      try {
        return presentCompany(stack, (await readHeld()).seen);
      } catch (error) {
        if (!(error instanceof BrokenItem) && !(error instanceof TableUnavailable)) throw error;
        log.fault("settings not read, shown as the stack has them", error);
        return presentCompany(stack, {});
      }
    },
  };
}

function inForce(stack: StackCompany, { seen, unread }: PartlyRead<StoredSettings>): Company {
  if (unread.has("name")) throw new BrokenItem("The company's name cannot be read.");
  return presentCompany(stack, seen);
}

function presentCompany(stack: StackCompany, settings: Partial<StoredSettings>): Company {
  const { name = stack.name, dock_address = "", dock_map_url = "", former_names = [] } = settings;
  return {
    name,
    names: [...new Set([name, stack.name, ...former_names])],
    currency: stack.currency,
    timeZone: stack.timeZone,
    dock: { address: dock_address, mapUrl: dock_map_url.startsWith("https://") ? dock_map_url : "" },
    startTimes: settings.start_times ?? {},
    methods: offeredMethods(settings.methods),
    moneyMails: settings.money_mails ?? [],
    settingUp: settings.first_day_over === false,
    turnaroundMinutes: settings.turnaround_minutes ?? TURNAROUND_MINUTES,
  };
}

/** All where nobody has said, or none of those that are set is known any more. */
function offeredMethods(set: readonly string[] = METHODS): readonly Method[] {
  const known = METHODS.filter((method) => set.includes(method));
  return known.length === 0 ? METHODS : known;
}
