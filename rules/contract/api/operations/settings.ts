import type { Operation } from "../operation.ts";
import { FirstDayResponse } from "../firstDay.ts";
import { FIRST_DAY_PATH, SETTINGS_PATH } from "../paths/settings.ts";
import { SessionResponse } from "../session.ts";
import { ChangeSettingsRequest, SettingsResponse } from "../settings.ts";
import { orWritten } from "../written.ts";

/** What an admin decides about the company without the operator. */
export const SETTINGS_OPERATIONS = {
  readSettings: {
    method: "GET",
    path: SETTINGS_PATH,
    access: "admin",
    summary: "Tells the company's settings, and what holds where nobody has set anything.",
    answers: { 200: { description: "The settings.", schema: SettingsResponse } },
  },
  changeSettings: {
    method: "PATCH",
    path: SETTINGS_PATH,
    access: "admin",
    summary: "Changes some of the company's settings, or gives the stack's values back.",
    description: "In force within half a minute everywhere.",
    body: ChangeSettingsRequest,
    answers: { 200: { description: "Changed; the settings as they are now.", schema: orWritten(SettingsResponse) } },
    problems: { 409: ["stale-revision"] },
  },
  readFirstDay: {
    method: "GET",
    path: FIRST_DAY_PATH,
    access: "admin",
    summary: "Tells which steps of a company's first day are done.",
    answers: { 200: { description: "The four steps.", schema: FirstDayResponse } },
  },
  endFirstDay: {
    method: "DELETE",
    path: FIRST_DAY_PATH,
    access: "admin",
    summary: "Puts the steps of the first day away, for every admin.",
    answers: { 200: { description: "Put away; the session as it is now.", schema: SessionResponse } },
  },
} as const satisfies Record<string, Operation>;
