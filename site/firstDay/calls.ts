import { FirstDayResponse } from "../../rules/contract/api/firstDay.ts";
import { FIRST_DAY_PATH } from "../../rules/contract/api/paths/settings.ts";
import { SessionResponse } from "../../rules/contract/api/session.ts";
import type { Client } from "../client/client.ts";

/** Asks which of the first steps are done. */
export const readFirstDay = ({ call }: Client) => call({ path: FIRST_DAY_PATH, answer: FirstDayResponse });

/** Puts the steps away. */
export const endFirstDay = ({ call }: Client) =>
  call({ method: "DELETE", path: FIRST_DAY_PATH, answer: SessionResponse });
