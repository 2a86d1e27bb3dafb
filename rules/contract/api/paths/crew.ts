export const CREW_PATH = "/api/crew";

/** Who could sail on a day. */
export const crewDayPath = (date: string): string => `${CREW_PATH}/day/${date}`;
