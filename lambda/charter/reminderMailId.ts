import { createHash } from "node:crypto";

import type { ReminderKind } from "../../rules/mail/reminders.ts";

/** Names the mail of one reminder to one patron. A mail's id is logged, so it tells neither who gets it nor whose charter it is about. */
export function reminderMailId(slug: string, patron: string, kind: ReminderKind): string {
  return `reminder-${createHash("sha256").update(`${slug} ${patron} ${kind}`).digest("hex").slice(0, 32)}`;
}
