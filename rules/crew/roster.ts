import type { Newer } from "../contract/newer.ts";

/** What a roster mail tells a crew member: a change of their own, of the charter, or all of it once more. */
export const ROSTER_NEWS = ["assigned", "unassigned", "canceled", "reopened", "moved", "roster"] as const;
export type RosterNews = (typeof ROSTER_NEWS)[number];

interface Charter {
  readonly crew: readonly string[];
  readonly status: "open" | "canceled" | Newer;
}

export interface RosterMessage {
  /** The crew member's e-mail. */
  readonly to: string;
  readonly news: RosterNews;
}

/** Says who must hear of a change: whoever comes on or goes off, and all who stay when the charter is canceled or reopened. */
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
  ];
}

/** Tells whether news is still true when its mail goes out: nobody has to hear of what was changed back. */
export function isStillTrue({ to, news }: RosterMessage, now: Charter): boolean {
  if (news === "unassigned") return !now.crew.includes(to);
  if (!now.crew.includes(to)) return false;
  if (news === "canceled") return now.status === "canceled";
  return news !== "reopened" || now.status === "open";
}
