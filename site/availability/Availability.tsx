import { monthOf } from "../../rules/time/dates.ts";
import { useApp } from "../context.ts";
import { todayIn } from "../labels.ts";
import { Icon } from "../ui/Icon.tsx";
import { Link } from "../ui/Link.tsx";
import { Unread } from "../ui/Unread.tsx";
import { LoadFailure } from "../ui/LoadFailure.tsx";
import { MonthNav } from "../ui/MonthNav.tsx";
import { useLoaded } from "../ui/useLoaded.ts";
import { readAvailability } from "./calls.ts";
import { MonthOfDays } from "./MonthOfDays.tsx";

/** Shows a month in which a crew member says with one tap a day when they can sail. */
export function Availability({ month: asked }: { readonly month: string | undefined }) {
  const { client, company } = useApp();
  const today = todayIn(company.time_zone, new Date());
  const month = asked ?? monthOf(today);
  const loaded = useLoaded(month, () => readAvailability(client, month));
  const to = (other: string) =>
    ({ name: "availability", month: other === monthOf(today) ? undefined : other }) as const;
  return (
    <>
      <Link class="back" to={{ name: "crew" }}>
        <Icon name="back" />
        Crew
      </Link>
      <h1>When can you sail?</h1>
      <MonthNav month={month} to={to} />
      {loaded.failure && <LoadFailure failure={loaded.failure} onRetry={loaded.retry} />}
      {!loaded.data && !loaded.failure && (
        <div class="skeleton skeleton-month" role="status" aria-label="Loading the month" />
      )}
      <Unread number={loaded.data?.broken ?? 0} one="answer" />
      {loaded.data && <MonthOfDays key={month} month={month} today={today} days={loaded.data.days} />}
    </>
  );
}
