import * as v from "valibot";

import { TURNAROUND_MINUTES } from "../../rules/contract/amounts.ts";
import {
  ChangeSettingsRequest,
  Settings,
  SETTINGS,
  type SettingName,
  type SettingsResponse,
} from "../../rules/contract/api/settings.ts";
import { readSettings, type StoredSettings } from "../company/stored.ts";
import { readBody } from "../http/body.ts";
import type { Call, Caller } from "../http/route.ts";
import { answerWritten } from "../http/written.ts";
import { ProblemError } from "../problem.ts";
import type { Services } from "../services.ts";
import { noteSecurity } from "../session/note.ts";
import { changeSettings } from "./store.ts";

/** Tells the company's settings, and what holds where nobody has set anything. */
export async function getSettings(services: Services, call: Call): Promise<Response> {
  return call.json(await settingsResponse(services));
}

/** Changes some of the company's settings, or gives the stack's values back. */
export async function patchSettings(services: Services, call: Call, caller: Caller): Promise<Response> {
  const request = await readBody(call, ChangeSettingsRequest);
  const changing = { by: caller.name, now: services.clock(), declared: services.company.declared.name };
  const result = await changeSettings(services.table, request, changing);
  if (!result.ok) throw stale();
  if (result.written) {
    const detail = SETTING_NAMES.filter((field) => request[field] !== undefined).join(", ");
    noteSecurity(services, call, "settings-changed", { by: caller.email, detail });
  }
  return answerWritten(services, call, 200, async () => {
    // So that whoever changed them sees them in force here at once.
    await services.company.readAnew();
    return settingsResponse(services);
  });
}

const SETTING_NAMES = Object.keys(SETTINGS) as SettingName[];

async function settingsResponse({ table, config, company }: Services): Promise<SettingsResponse> {
  const { seen, unread } = await readSettings(table);
  const { name, timeZone, currency } = company.declared;
  return {
    revision: seen.revision,
    changed: seen.changed_at === undefined ? null : { by: seen.changed_by ?? "", changed_at: seen.changed_at },
    set: setOf(seen),
    otherwise: { name, turnaround_minutes: TURNAROUND_MINUTES },
    broken: SETTING_NAMES.filter((field) => unread.has(field)),
    stack: {
      name,
      time_zone: timeZone,
      currency,
      mail_from: config.mail.from,
      admin_email: config.mail.admin,
      timestamp_authority: config.timestampAuthority ?? null,
    },
  };
}

/** Only what is a setting by name: what else the item holds is not for the page. */
function setOf(stored: StoredSettings): SettingsResponse["set"] {
  return v.parse(Settings, Object.fromEntries(SETTING_NAMES.map((field) => [field, stored[field]])));
}

function stale(): ProblemError {
  return new ProblemError(
    409,
    "stale-revision",
    "Somebody else changed the settings meanwhile",
    "Nothing was overwritten. Reload the page, look at the change, and make yours again.",
  );
}
