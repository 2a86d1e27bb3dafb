import type { Newer } from "../contract/newer.ts";

/** What a roster mail tells a crew member: a change of their own, of the charter, or all of it once more. */
export const ROSTER_NEWS = ["assigned", "unassigned", "canceled", "reopened", "moved", "changed", "roster"] as const;
export type RosterNews = (typeof ROSTER_NEWS)[number];

interface Charter {
  readonly crew: readonly string[];
  readonly status: "open" | "canceled" | Newer;
  readonly starts_at: string;
  readonly vessel: string;
}

export interface RosterMessage {
  /** The crew member's e-mail. */
  readonly to: string;
  readonly news: RosterNews;
}

/** Says who must hear of a change: whoever comes on or goes off, and all who stay when it is canceled, reopened, or sails at another hour or on another boat. */
export function rosterMessages(before: Charter, after: Charter): readonly RosterMessage[] {
  const tell = (crew: readonly string[], news: RosterNews): RosterMessage[] =>
    [...new Set(crew)].map((to) => ({ to, news }));
  const stay = after.crew.filter((email) => before.crew.includes(email));
  return [
    ...tell(
      after.crew.filter((email) => !before.crew.includes(email)),
      "assigned",
    ),
    ...tell(
      before.crew.filter((email) => !after.crew.includes(email)),
      "unassigned",
    ),
    ...(before.status === after.status ? [] : tell(stay, after.status === "canceled" ? "canceled" : "reopened")),
    ...(before.status === after.status && isOtherwise(before, after) ? tell(stay, "changed") : []),
  ];
}

type Sailing = Pick<Charter, "starts_at" | "vessel">;

/** Tells whether a charter sails at another hour, or on another boat. */
export function isOtherwise(before: Sailing, after: Sailing): boolean {
  return before.starts_at !== after.starts_at || before.vessel !== after.vessel;
}

/** Tells whether news is still true when its mail goes out: nobody has to hear of what was changed back. */
export function isStillTrue({ to, news }: RosterMessage, now: Pick<Charter, "crew" | "status">): boolean {
  if (news === "unassigned") return !now.crew.includes(to);
  if (!now.crew.includes(to)) return false;
  if (news === "canceled") return now.status === "canceled";
  return !(news === "reopened" || news === "changed") || now.status === "open";
}
