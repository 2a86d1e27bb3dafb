import { useState } from "preact/hooks";

import type { Answer, DayAnswer } from "../../rules/contract/api/availability.ts";
import { useApp } from "../context.ts";
import { Choices } from "../forms/Field.tsx";
import { leave } from "../forms/unsaved.ts";
import { monthLabel } from "../labels.ts";
import { noted, othersOn, saidOn, tapped, weeksOf, type Said } from "./answers.ts";
import { Day, WORDS } from "./Day.tsx";
import { DayPanel } from "./DayPanel.tsx";
import { useTaps } from "./useTaps.ts";

const BRUSHES = [
  ["yes", WORDS.yes],
  ["maybe", WORDS.maybe],
  ["no", WORDS.no],
] as const;
const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

interface Props {
  readonly month: string;
  readonly today: string;
  readonly days: readonly DayAnswer[];
}

/** Shows the days of a month to be tapped, and below them the one that was tapped last. */
export function MonthOfDays({ month, today, days }: Props) {
  const { account } = useApp();
  const [brush, setBrush] = useState<Answer>("yes");
  const { taps, onTheirWay, say } = useTaps();
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
                        if (date === chosen) tap(date);
                        // A note that is being written is of the day before.
                        else
                          leave(() => {
                            tap(date);
                          });
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
          saving={onTheirWay.includes(chosen)}
          others={othersOn(days, account.email, chosen)}
          onNote={(note) => {
            const next = noted(said(chosen), note);
            if (next !== undefined) say(chosen, next, said(chosen));
          }}
        />
      )}
    </>
  );
}
