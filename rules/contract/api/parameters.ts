import * as v from "valibot";

import { ChosenDate, Id, Slug } from "./fields.ts";
import { PasskeyId } from "./passkey.ts";
import { Language } from "../../words/language.ts";
import type { Parameter } from "./operation.ts";

/** What stands in a path for each `{name}`. */
export const PATH_PARAMETERS = {
  slug: { description: "The charter's slug.", schema: Slug },
  id: { description: "The id that the client made when it added what is changed.", schema: Id },
  date: { description: "The day, by the company's own clock.", schema: ChosenDate },
  day: { description: "The day, by the company's own clock.", schema: ChosenDate },
  version: { description: "A version of the waiver's text, such as 2026-05-23 or 2026-05-23.2.", schema: v.string() },
  file: { description: "The secret of the calendar link, with or without .ics at its end.", schema: v.string() },
  account: {
    description: "The account's key, as the list of accounts has it.",
    schema: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
  },
  session: {
    description: "The session's id, as the list of one's own has it.",
    schema: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  },
  passkey: { description: "The passkey's id, as the list of one's own has it.", schema: PasskeyId },
  patron: { description: "The patron's id, as the mail with the link has it.", schema: v.string() },
} as const;

const Month = v.pipe(v.string(), v.regex(/^(?:20[0-9]{2}|2100)-(?:0[1-9]|1[0-2])$/));

/** A month that has to be named. */
export const MONTH = {
  in: "query",
  description: "The month as YYYY-MM.",
  schema: Month,
  required: true,
} as const satisfies Parameter;

/** A span of the ledger: one of the two has to be named, and the day counts where both are. */
export const SPAN = {
  month: { in: "query", description: "A whole month as YYYY-MM. Needed where no day is named.", schema: Month },
  day: { in: "query", description: "One day. Where both are named, this one counts.", schema: ChosenDate },
} as const satisfies Record<string, Parameter>;

/** When a signature was given. */
export const SIGNED_AT = {
  in: "query",
  description: "When it was signed, by the device, as the charter tells it: it is found by that.",
  // No bounds of time: what was taken before there were any is found, too.
  schema: v.pipe(v.string(), v.maxLength(40)),
  required: true,
} as const satisfies Parameter;

/** How a page chooses its language. */
export const LANGUAGE = {
  lang: {
    in: "query",
    description: "The page's language. Without it the Accept-Language header chooses, and else English.",
    schema: Language,
  },
  "accept-language": { in: "header", description: "The reader's languages, RFC 9110.", schema: v.string() },
} as const satisfies Record<string, Parameter>;
