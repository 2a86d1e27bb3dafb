/** A mail ready to go: MIME text, and the id that stays the same over all tries. */
interface OutgoingMail {
  readonly id: string;
  readonly mime: string;
}

/**
 * `refused`: this mail will never be taken. `unavailable`: worth trying again. `busy`: too many mails at once, so that it
 * was not looked at. `code` says why, for the log.
 */
export type SendResult =
  | { readonly state: "sent" }
  | { readonly state: "busy"; readonly code: string }
  | { readonly state: "refused"; readonly code: string }
  | { readonly state: "unavailable"; readonly code: string };

/** Hands a mail to the provider and answers within the deadline, in ms. Never throws for what the provider does. */
export type SendMail = (mail: OutgoingMail, deadlineMs: number) => Promise<SendResult>;
