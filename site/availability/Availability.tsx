import { useRef, useState } from "preact/hooks";

import type { Answer, DayAnswer } from "../../rules/contract/api/availability.ts";
import { monthOf } from "../../rules/time/dates.ts";
import { readAvailability, setAvailability } from "./calls.ts";
import { DayPanel } from "./DayPanel.tsx";
import { Choices } from "../forms/Field.tsx";
import { Icon } from "../ui/Icon.tsx";
import { Link } from "../ui/Link.tsx";
import { LoadFailure } from "../ui/LoadFailure.tsx";
import { MonthNav } from "../ui/MonthNav.tsx";
import { useApp } from "../context.ts";
import { explain } from "../api/failure.ts";
import { useLoaded } from "../ui/useLoaded.ts";
import { count, dayLabel, monthLabel, todayIn } from "../labels.ts";
import { othersOn, saidOn, tapped, weeksOf, type Said } from "./answers.ts";

const WORDS: Readonly<Record<Answer, string>> = { yes: "I can", maybe: "Maybe", no: "I can’t" };
const BRUSHES = [
  ["yes", WORDS.yes],
  ["maybe", WORDS.maybe],
  ["no", WORDS.no],
] as const;
const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

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
      {loaded.failure && <LoadFailure failure={loaded.failure} onRetry={loaded.reload} />}
      {!loaded.data && !loaded.failure && (
        <div class="skeleton skeleton-month" role="status" aria-label="Loading the month" />
      )}
      {loaded.data && <MonthOfDays key={month} month={month} today={today} days={loaded.data.days} />}
    </>
  );
}

interface DaysProps {
  readonly month: string;
  readonly today: string;
  readonly days: readonly DayAnswer[];
}

function MonthOfDays({ month, today, days }: DaysProps) {
  const { account } = useApp();
  const [brush, setBrush] = useState<Answer>("yes");
  const [taps, say] = useTaps();
  const [chosen, setChosen] = useState<string>();
  const said = (date: string): Said => saidOn(days, taps, account.email, date);
  const tap = (date: string): void => {
    setChosen(date);
    say(date, tapped(said(date), brush), said(date));
  };
  return (
    <>
      <div class="brushes">
        <Choices
          label="A tap on a day says"
          value={brush}
          options={BRUSHES}
          onValue={(value) => {
            setBrush(value === "no" || value === "maybe" ? value : "yes");
          }}
        />
      </div>
      <table class="days">
        <caption class="visually-hidden">{monthLabel(month)}</caption>
        <thead>
          <tr>
            {WEEKDAYS.map((name) => (
              <th key={name} scope="col">
                <abbr title={name}>{name.slice(0, 2)}</abbr>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(month).map((week, row) => (
            <tr key={row}>
              {week.map((date, column) => (
                <td key={column}>
                  {date !== undefined && (
                    <Day
                      date={date}
                      said={said(date)}
                      past={date < today}
                      today={date === today}
                      chosen={date === chosen}
                      canSail={othersOn(days, account.email, date).filter(({ answer }) => answer === "yes").length}
                      onTap={() => {
                        tap(date);
                      }}
                    />
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {chosen === undefined ? (
        <p class="hint">Tap a day. Tap it again to take the answer back. Changes are kept at once.</p>
      ) : (
        <DayPanel
          key={chosen}
          date={chosen}
          said={said(chosen)}
          others={othersOn(days, account.email, chosen)}
          onNote={(note) => {
            say(chosen, { ...said(chosen), note }, said(chosen));
          }}
        />
      )}
    </>
  );
}

/** Shows a tap before the server has answered, sends them in order, and takes one back that did not get through. */
function useTaps() {
  const { client, announce } = useApp();
  const [taps, setTaps] = useState<ReadonlyMap<string, Said>>(new Map());
  const turn = useRef<Promise<unknown>>(Promise.resolve());
  const show = (date: string, said: Said): void => {
    setTaps((before) => new Map([...before, [date, said]]));
  };
  function say(date: string, said: Said, before: Said): void {
    show(date, said);
    turn.current = turn.current
      .then(() => setAvailability(client, date, said))
      .then((result) => {
        if (result.ok) return;
        show(date, before);
        announce({ tone: "bad", text: `${dayLabel(date)} was not saved. ${explain(result).detail}` });
      });
  }
  return [taps, say] as const;
}

interface DayProps {
  readonly date: string;
  readonly said: Said;
  readonly past: boolean;
  readonly today: boolean;
  readonly chosen: boolean;
  /** How many others can sail, as far as the viewer may know. */
  readonly canSail: number;
  readonly onTap: () => void;
}

function Day({ date, said: { answer, note }, past, today, chosen, canSail, onTap }: DayProps) {
  const label = [
    dayLabel(date),
    answer === null ? "no answer" : WORDS[answer],
    note,
    canSail > 0 ? `${count(canSail, "other")} can` : "",
  ];
  return (
    <button
      type="button"
      class={`day ${answer === null ? "" : `day-${answer}`} ${today ? "day-today" : ""}`}
      disabled={past}
      aria-current={chosen ? "date" : undefined}
      onClick={onTap}
    >
      <span class="visually-hidden">{label.filter((part) => part !== "").join(", ")}</span>
      <span class="day-number" aria-hidden="true">
        {Number(date.slice(8))}
      </span>
      <span class="day-mark" aria-hidden="true">
        {answer === "yes" && <Icon name="check" />}
        {answer === "no" && <Icon name="close" />}
        {answer === "maybe" && "?"}
        {canSail > 0 && <small>+{canSail}</small>}
      </span>
    </button>
  );
}
