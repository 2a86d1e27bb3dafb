import { ACCOUNT_OPERATIONS } from "./operations/account.ts";
import { CREW_OPERATIONS } from "./operations/crew.ts";
import { EVENT_OPERATIONS } from "./operations/events.ts";
import { MONEY_OPERATIONS } from "./operations/money.ts";
import { SESSION_OPERATIONS } from "./operations/session.ts";
import { SETTINGS_OPERATIONS } from "./operations/settings.ts";
import { WAIVER_OPERATIONS } from "./operations/waiver.ts";

/** The operations by what they are about. */
export const OPERATION_GROUPS = {
  session: SESSION_OPERATIONS,
  account: ACCOUNT_OPERATIONS,
  crew: CREW_OPERATIONS,
  settings: SETTINGS_OPERATIONS,
  charters: EVENT_OPERATIONS,
  money: MONEY_OPERATIONS,
  waiver: WAIVER_OPERATIONS,
} as const;

/**
 * Every operation of the API, with who may use it: the one place that says so. lambda/routes.ts pairs each with its handler,
 * and docs/openapi.json is written from it.
 */
export const OPERATIONS = {
  ...SESSION_OPERATIONS,
  ...ACCOUNT_OPERATIONS,
  ...CREW_OPERATIONS,
  ...SETTINGS_OPERATIONS,
  ...EVENT_OPERATIONS,
  ...MONEY_OPERATIONS,
  ...WAIVER_OPERATIONS,
} as const;

export type OperationId = keyof typeof OPERATIONS;
