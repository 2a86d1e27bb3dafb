import * as v from "valibot";

import {
  SETTINGS,
  type ChangeSettingsRequest,
  type SettingName,
  type SettingsResponse,
} from "../../rules/contract/api/settings.ts";
import type { Errors, Read } from "../forms/read.ts";
import type { Lines } from "./meanwhile.ts";

/** What an admin types of the company; "" leaves it to the stack. */
export type CompanyValues = Readonly<Record<CompanyField, string>>;
export type CompanyField = Extract<SettingName, "name" | "dock_address" | "dock_map_url" | "turnaround_minutes">;

/** The fields of the company, in the order of the form, as people call them. */
export const COMPANY_LABELS: Readonly<Record<CompanyField, string>> = {
  name: "Name",
  dock_address: "Dock",
  dock_map_url: "Map link",
  turnaround_minutes: "Turnaround",
};
const FIELDS = Object.keys(COMPANY_LABELS) as CompanyField[];

/** What the form is filled with. */
export function companyValues({ set }: SettingsResponse): CompanyValues {
  const text = (field: CompanyField): string => String(set[field] ?? "");
  return {
    name: text("name"),
    dock_address: text("dock_address"),
    dock_map_url: text("dock_map_url"),
    turnaround_minutes: text("turnaround_minutes"),
  };
}

/**
 * Reads the form: only what differs from what it was filled with, so that it cannot undo what somebody else has changed.
 * What was cleared is null. `revision` is of the newest reading.
 */
export function readCompany(
  values: CompanyValues,
  before: CompanyValues,
  revision: number,
): Read<ChangeSettingsRequest> {
  const changed = FIELDS.filter((field) => values[field].trim() !== before[field]);
  const read = changed.map((field) => [field, readField(field, values[field].trim())] as const);
  const errors: Errors = Object.fromEntries(
    read.flatMap(([field, one]) => (one.ok ? [] : [[field, `${COMPANY_LABELS[field]} ${one.fault}.`]])),
  );
  if (Object.keys(errors).length > 0) return { ok: false, errors };
  const fields = Object.fromEntries(read.flatMap(([field, one]) => (one.ok ? [[field, one.value]] : [])));
  return { ok: true, request: { revision, ...fields } };
}

function readField(
  field: CompanyField,
  typed: string,
): { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly fault: string } {
  if (typed === "") return { ok: true, value: null };
  if (field === "turnaround_minutes" && !/^\d+$/.test(typed))
    return { ok: false, fault: "must be a whole number of minutes" };
  const parsed = v.safeParse(SETTINGS[field], field === "turnaround_minutes" ? Number(typed) : typed);
  return parsed.success ? { ok: true, value: parsed.output } : { ok: false, fault: parsed.issues[0].message };
}

/** Says the values in words. */
export function companyLines(values: CompanyValues): Lines {
  return Object.fromEntries(FIELDS.map((field) => [COMPANY_LABELS[field], values[field].trim()]));
}
