export const CALENDAR_PATH = "/api/calendar";

/** A calendar feed; its file's name is the secret that opens it. */
export const calendarFilePath = (file: string): string => `${CALENDAR_PATH}/${file}`;
