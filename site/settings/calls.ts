import { SETTINGS_PATH } from "../../rules/contract/api/paths/settings.ts";
import { SettingsResponse, type ChangeSettingsRequest } from "../../rules/contract/api/settings.ts";
import type { Client } from "../client/client.ts";

/** Asks for the company's settings. */
export const readSettings = ({ call }: Client) => call({ path: SETTINGS_PATH, answer: SettingsResponse });

/** Changes some of them. */
export const changeSettings = ({ call }: Client, body: ChangeSettingsRequest) =>
  call({ method: "PATCH", path: SETTINGS_PATH, body, answer: SettingsResponse });
