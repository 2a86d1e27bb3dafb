import { useState } from "preact/hooks";

import type { EventsResponse, EventSummary } from "../../rules/contract/api/month.ts";
import { mayUse } from "../../rules/contract/api/session.ts";
import { monthOf } from "../../rules/time/dates.ts";
import { BrokenLine } from "./BrokenLine.tsx";
import { CharterLine } from "./CharterLine.tsx";
import { FirstDay, LaidLine } from "./dialogs.ts";
import type { Told } from "./laidLine.ts";
import { LoadFailure } from "../ui/LoadFailure.tsx";
import { MonthNav } from "../ui/MonthNav.tsx";
import { MakeReady } from "./MakeReady.tsx";
import { monthListOf } from "../client/monthList.ts";
import { useApp } from "../context.ts";
import { NewCharter } from "../charter/dialogs.ts";
import { LogPayment } from "../payments/dialogs.ts";
import { useLive } from "../ui/useLoaded.ts";
import { NotKept } from "../waiting/dialogs.ts";
import { useBoard, waitingOf } from "../waiting/useBoard.ts";
import { count, dayLabel, monthLabel, todayIn } from "../labels.ts";
import { linesOf, sectionsOf, type MonthSection } from "./sections.ts";

/** Shows a month's charters, today's first. */
export function Month({ month: asked }: { readonly month: string | undefined }) {
  const { client, company, account } = useApp();
  const today = todayIn(company.time_zone, new Date());
  const month = asked ?? monthOf(today);
  const loaded = useLive(month, monthListOf(client, month));
  const [open, setOpen] = useState<"new" | "pay">();
  const events = loaded.data?.events;
  const close = (): void => {
    setOpen(undefined);
  };
  return (
    <>
      <div class="page-head">
        <h1>Charters</h1>
        <div class="row">
          {account.role === "admin" && (
            <button
              type="button"
              class="button"
              onClick={() => {
                setOpen("new");
              }}
            >
              New charter
            </button>
          )}
          {mayUse("payments", account) && (
            <button
              type="button"
              class="button button-primary"
              onClick={() => {
                setOpen("pay");
              }}
            >
              Log payment
            </button>
          )}
        </div>
      </div>
      {company.setting_up && account.role === "admin" && <FirstDay today={today} />}
      <MonthNav
        month={month}
        to={(other) => ({ name: "month", month: other === monthOf(today) ? undefined : other })}
      />
      {loaded.failure && <LoadFailure failure={loaded.failure} onRetry={loaded.retry} />}
      {!loaded.failure && events === undefined && <Skeletons />}
      {loaded.data && <MonthSections data={loaded.data} today={today} month={month} />}
      {open === "new" && <NewCharter onClose={close} initialDate={month === monthOf(today) ? today : `${month}-01`} />}
      {open === "pay" && (
        <LogPayment month={month} slug={onlyOneToday(events ?? [], today)} onClose={close} onLogged={loaded.reload} />
      )}
    </>
  );
}

function MonthSections({
  data,
  today,
  month,
}: {
  readonly data: EventsResponse & Pick<Told, "keptAt">;
  readonly today: string;
  readonly month: string;
}) {
  const sections = sectionsOf(data, today, month);
  if (sections.length === 0) return <EmptyMonth month={month} />;
  return (
    <>
      {sections.map((section) => (
        <Section key={section.title} section={section} today={today} keptAt={data.keptAt} />
      ))}
    </>
  );
}

function Section({
  section,
  today,
  keptAt,
}: Pick<Told, "keptAt"> & { readonly section: MonthSection; readonly today: string }) {
  const { entries, offline } = useBoard();
  const { title, events, isToday } = section;
  const lines = linesOf(section);
  return (
    <section class={`day-list ${isToday ? "today" : ""}`} aria-label={title}>
      <h2 class="section-title">
        {title} <small>{isToday ? dayLabel(today) : count(lines.length, "charter")}</small>
      </h2>
      {lines.map((line) => {
        if ("charter" in line) return <BrokenLine key={line.charter.slug} charter={line.charter} today={today} />;
        const { event } = line;
        const props = { key: event.slug, event, today };
        return waitingOf(entries, event).size > 0 ? (
          <LaidLine {...props} keptAt={keptAt} />
        ) : (
          <CharterLine {...props}>{(offline || keptAt) && <NotKept slug={event.slug} />}</CharterLine>
        );
      })}
      {isToday && events.length > 0 && <MakeReady slugs={events.map(({ slug }) => slug)} />}
      {lines.length === 0 && <p class="hint">No charter today. Enjoy the quiet.</p>}
    </section>
  );
}

function EmptyMonth({ month }: { readonly month: string }) {
  const { account } = useApp();
  return (
    <div class="empty">
      <h2>Nothing on the calendar</h2>
      <p>
        {account.role === "admin"
          ? `${monthLabel(month)} has no charters yet. “New charter” makes one, with a waiver link to send to the patrons.`
          : `${monthLabel(month)} has no charters yet. An admin puts them on the calendar.`}
      </p>
    </div>
  );
}

function Skeletons() {
  return (
    <div class="day-list" role="status" aria-label="Loading charters">
      {[1, 2, 3].map((n) => (
        <div class="skeleton skeleton-line" key={n} />
      ))}
    </div>
  );
}

function onlyOneToday(events: readonly EventSummary[], today: string): string | undefined {
  const todays = events.filter((event) => event.date === today && event.status === "open");
  return todays.length === 1 ? todays[0]?.slug : undefined;
}
