import * as v from "valibot";

import { CALENDAR_PATH } from "./paths/calendar.ts";
import { Instant } from "./fields.ts";

/** `GET /api/calendar` (crew): since when one's own calendar link works; null where there is none. `DELETE` turns it off. */
export const CalendarResponse = v.object({ since: v.nullable(Instant) });
export type CalendarResponse = v.InferOutput<typeof CalendarResponse>;

/** `POST /api/calendar` (crew): a new link in place of the old one. It is answered once, and kept only as a hash. */
export const CalendarLinkResponse = v.object({
  since: Instant,
  path: v.pipe(v.string(), v.startsWith(`${CALENDAR_PATH}/`)),
});
export type CalendarLinkResponse = v.InferOutput<typeof CalendarLinkResponse>;
