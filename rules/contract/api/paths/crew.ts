export const CREW_PATH = "/api/crew";

/** An account, by the key that the list of them tells. */
export const crewMemberPath = (account: string): string => `${CREW_PATH}/${account}`;

/** Who could sail on a day. */
export const crewDayPath = (date: string): string => `${CREW_PATH}/day/${date}`;
