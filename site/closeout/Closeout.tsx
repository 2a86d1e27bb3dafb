import { PAYMENTS_CSV_PATH } from "../../rules/contract/api/paths/closeouts.ts";
import type { CloseoutResponse } from "../../rules/contract/api/closeout.ts";
import { addDays, monthOf } from "../../rules/time/dates.ts";
import { closeoutOf } from "./calls.ts";
import { CloseoutCount } from "./CloseoutCount.tsx";
import { CloseoutHistory } from "./CloseoutHistory.tsx";
import { DayLines } from "./DayLines.tsx";
import { Icon } from "../ui/Icon.tsx";
import { Link } from "../ui/Link.tsx";
import { BrokenParts } from "../ui/BrokenParts.tsx";
import { Unread } from "../ui/Unread.tsx";
import { LoadFailure } from "../ui/LoadFailure.tsx";
import { MethodTotals } from "../payments/MethodTotals.tsx";
import { useApp } from "../context.ts";
import { readCrew } from "../crew/calls.ts";
import { useLive, useLoaded } from "../ui/useLoaded.ts";
import { shortDate, slugLabel, todayIn } from "../labels.ts";

/** Shows a day's money: the crew what they took, an admin everybody's, with the count that closes the day. */
export function Closeout({ day: asked }: { readonly day: string | undefined }) {
  const { client, company } = useApp();
  const today = todayIn(company.time_zone, new Date());
  const day = asked ?? today;
  const loaded = useLive(day, closeoutOf(client, day));
  const crew = useLoaded("crew", () => readCrew(client));
  const names = new Map(crew.data?.crew.map(({ email, name }) => [email, name]));
  return (
    <>
      <div class="page-head">
        <h1>Closeout</h1>
      </div>
      <DayNav day={day} today={today} />
      {loaded.failure && <LoadFailure failure={loaded.failure} onRetry={loaded.retry} />}
      {!loaded.data && !loaded.failure && (
        <div class="skeleton skeleton-card" role="status" aria-label="Loading the day" />
      )}
      {loaded.data && <Day key={day} data={loaded.data} names={names} put={loaded.put} reload={loaded.reload} />}
    </>
  );
}

function DayNav({ day, today }: { readonly day: string; readonly today: string }) {
  return (
    <nav class="month-nav" aria-label="Day">
      <Link class="button icon-button" to={{ name: "closeout", day: addDays(day, -1) }} aria-label="Day before">
        <Icon name="back" />
      </Link>
      <h2>
        {shortDate(day)}
        {day === today && (
          <>
            <br />
            <span class="badge">Today</span>
          </>
        )}
      </h2>
      {day < today ? (
        <Link class="button icon-button" to={{ name: "closeout", day: addDays(day, 1) }} aria-label="Day after">
          <Icon name="next" />
        </Link>
      ) : (
        <span />
      )}
    </nav>
  );
}

interface DayProps {
  readonly data: CloseoutResponse;
  readonly names: ReadonlyMap<string, string>;
  readonly put: (data: CloseoutResponse) => void;
  readonly reload: () => void;
}

function Day({ data, names, put, reload }: DayProps) {
  const { account } = useApp();
  const admin = account.role === "admin";
  return (
    <div class="charter-page">
      <div class="stack">
        <BrokenParts parts={data.broken_parts} of="day" />
        <Unread number={data.broken.length} one="charter">
          {`Not all that was paid on ${data.broken.map(({ slug }) => slugLabel(slug)).join(" and ")} is in the sums here. It shows as changed once it can be read again.`}
        </Unread>
        {data.lines.length + data.broken.length + data.broken_parts.length === 0 && <Nothing admin={admin} />}
        {data.closeouts.length > 0 && <CloseoutHistory data={data} names={names} />}
        {data.crew.length > 0 && data.broken_parts.length === 0 && (
          <CloseoutCount data={data} names={names} onClosed={put} onMoved={reload} />
        )}
      </div>
      <div class="stack">
        {data.methods.length > 0 && (
          <section class="card" aria-label="By method">
            <MethodTotals methods={data.methods} currency={data.currency} />
          </section>
        )}
        {data.lines.length > 0 && <DayLines data={data} names={names} />}
        {admin && <Export day={data.day} />}
      </div>
    </div>
  );
}

function Nothing({ admin }: { readonly admin: boolean }) {
  return (
    <p class="card hint">
      {admin ? "No money changed hands this day." : "You recorded no money this day."} Payments, tips and refunds show
      here on the day they were made, whichever charter they are for.
    </p>
  );
}

function Export({ day }: { readonly day: string }) {
  const month = monthOf(day);
  return (
    <section class="card stack" aria-label="For a spreadsheet">
      <h2>For a spreadsheet</h2>
      <div class="row">
        <a class="button" href={`${PAYMENTS_CSV_PATH}?day=${day}`} download>
          This day as CSV
        </a>
        <a class="button" href={`${PAYMENTS_CSV_PATH}?month=${month}`} download>
          The whole month
        </a>
      </div>
    </section>
  );
}
