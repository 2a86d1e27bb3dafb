import { addMonths } from "../../rules/time/dates.ts";
import type { Route } from "../routing/router.ts";
import { monthLabel } from "../labels.ts";
import { Icon } from "./Icon.tsx";
import { Link } from "./Link.tsx";

interface Props {
  readonly month: string;
  /** The screen of another month. */
  readonly to: (month: string) => Route;
}

/** Names the month that is shown, with the ways to the one before and the one after. */
export function MonthNav({ month, to }: Props) {
  const before = addMonths(month, -1);
  const after = addMonths(month, 1);
  return (
    <nav class="month-nav" aria-label="Month">
      <Link class="button icon-button" to={to(before)}>
        <Icon name="back" />
        <span class="visually-hidden">Previous month, {monthLabel(before)}</span>
      </Link>
      <h2 aria-live="polite">{monthLabel(month)}</h2>
      <Link class="button icon-button" to={to(after)}>
        <Icon name="next" />
        <span class="visually-hidden">Next month, {monthLabel(after)}</span>
      </Link>
    </nav>
  );
}
