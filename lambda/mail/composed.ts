import type { MailContent } from "./mime.ts";

/** `impossible`: what the mail was about is not there, so it can never be sent. `needless`: nobody has to be told any more. */
export type Composed =
  | {
      readonly state: "ready";
      readonly to: string;
      /** Who gets the same mail besides. */
      readonly cc?: readonly string[];
      readonly content: MailContent;
    }
  | { readonly state: "impossible"; readonly code: string }
  | { readonly state: "needless" };

/** A newer version's mail is neither said wrongly nor dropped: it is given up, and "Try again" sends it once that version is back. */
export const NEWER_MAIL: Composed = { state: "impossible", code: "mail-newer" };
