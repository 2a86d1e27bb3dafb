/** The link that stops reminders to a patron's address. */
export const stopRemindersPath = (slug: string, patron: string): string => `/api/reminders/stop/${slug}/${patron}`;
