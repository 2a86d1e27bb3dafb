import type { EventSummary } from "../../rules/contract/api/month.ts";
import { PERIODS } from "../../rules/contract/slug.ts";
import { BY_MONTH_INDEX } from "../../rules/contract/table.ts";
import { monthsBetween } from "../../rules/time/dates.ts";
import type { Table } from "../dynamodb/table.ts";
import { followSignposts } from "./signpost.ts";

/** Finds the event items of a month, `YYYY-MM`, as the index carries them. It follows writes within a second or so. */
export async function queryMonth(
  table: Table,
  month: string,
  attributes?: readonly string[],
): Promise<readonly unknown[]> {
  const found = await table.query({
    index: BY_MONTH_INDEX,
    where: "#month = :month",
    values: { month },
    ...(attributes === undefined ? {} : { attributes }),
  });
  return followSignposts(table, found, attributes);
}

/** Finds the event items from one day to another, both included: one query, or two over the end of a month. */
export async function queryDays(table: Table, first: string, last: string): Promise<readonly unknown[]> {
  const found = await Promise.all(
    monthsBetween(first, last).map((month) =>
      table.query({
        index: BY_MONTH_INDEX,
        where: "#month = :month AND #timestamp BETWEEN :first AND :last",
        values: { month, first, last },
      }),
    ),
  );
  return followSignposts(table, found.flat());
}

/** What charters are sorted by: the day, its periods, and the slug. */
export function charterOrder({ date, period, slug }: Pick<EventSummary, "date" | "period" | "slug">): string {
  return `${date} ${PERIODS.findIndex((known) => known === period)} ${slug}`;
}
