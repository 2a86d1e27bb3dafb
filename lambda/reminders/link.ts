import { stopRemindersPath } from "../../rules/contract/api/paths/reminders.ts";

/**
 * Writes the link that stops reminders to a patron's address. The patron's id, a random UUID that only the crew and this
 * mail know, is what lets its holder do so: a token of its own would have to be kept for each patron, and guards no more
 * than whether one address gets reminders.
 */
export function stopPath(slug: string, patronId: string): string {
  return stopRemindersPath(slug, patronId);
}
