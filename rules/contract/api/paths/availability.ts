export const AVAILABILITY_PATH = "/api/availability";

/** One's own answer for a day. */
export const ownAnswerPath = (date: string): string => `${AVAILABILITY_PATH}/${date}`;
