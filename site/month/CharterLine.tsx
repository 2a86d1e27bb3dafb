import type { ComponentChildren } from "preact";

import type { EventSummary } from "../../rules/contract/api/month.ts";
import { charterTitle } from "../../rules/charter/title.ts";
import { dayAndMonth, whenOf } from "../labels.ts";
import { Glance } from "./Glance.tsx";
import { Link } from "../ui/Link.tsx";
import { isOff, StandingMark } from "./StandingMark.tsx";
import { StatusBadge } from "../ui/StatusBadge.tsx";
import { Icon } from "../ui/Icon.tsx";

interface Props {
  readonly event: EventSummary;
  readonly today: string;
  /** What else is to say of it. */
  readonly children?: ComponentChildren;
}

/** Shows one charter of a month, as a link to its page. */
export function CharterLine({ event, today, children }: Props) {
  return (
    <Link class={`card charter-line ${isOff(event) ? "is-canceled" : ""}`} to={{ name: "charter", slug: event.slug }}>
      <div>
        <div class="line-head">
          <h3>{charterTitle(event)}</h3>
          <StandingMark event={event} today={today} />
          <StatusBadge status={event.status} />
          {event.mail_failed > 0 && (
            <span class="badge badge-bad">
              <Icon name="mail" /> Mail failed
            </span>
          )}
        </div>
        <p class="when">{whenOf(event, event.date === today ? () => "" : dayAndMonth)}</p>
        {children}
      </div>
      <Glance event={event} today={today} />
    </Link>
  );
}
