export const CREW_PATH = "/api/crew";

/** An account, by the key that the list of them tells; a link that is mailed to its owner, and its sessions. */
export const crewMemberPath = (account: string): string => `${CREW_PATH}/${account}`;
export const crewLinkPath = (account: string): string => `${CREW_PATH}/${account}/link`;
export const crewSessionsPath = (account: string): string => `${CREW_PATH}/${account}/sessions`;

/** Who could sail on a day. */
export const crewDayPath = (date: string): string => `${CREW_PATH}/day/${date}`;
