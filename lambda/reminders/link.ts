/** The route of the link that stops reminders. */
export const STOP_ROUTE = "/api/reminders/stop/:slug/:patron";

/**
 * Writes the link that stops reminders to a patron's address. The patron's id, a random UUID that only the crew and this
 * mail know, is what lets its holder do so: a token of its own would have to be kept for each patron, and guards no more
 * than whether one address gets reminders.
 */
export function stopPath(slug: string, patronId: string): string {
  return STOP_ROUTE.replace(":slug", slug).replace(":patron", patronId);
}
