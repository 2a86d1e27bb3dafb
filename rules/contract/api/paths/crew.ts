export const CREW_PATH = "/api/crew";

/** An account, by the key that the list of them tells, or what belongs to it. */
export const crewMemberPath = (account: string, part: "" | "/link" | "/sessions" = ""): string =>
  `${CREW_PATH}/${account}${part}`;

/** Who could sail on a day. */
export const crewDayPath = (date: string): string => `${CREW_PATH}/day/${date}`;
