import type { Answer } from "../../rules/contract/api/availability.ts";
import { lookUp } from "../../rules/contract/newer.ts";
import { count, dayLabel } from "../labels.ts";
import { Icon } from "../ui/Icon.tsx";
import type { Said } from "./answers.ts";

/** Each answer in the words of who gives it. */
export const WORDS: Readonly<Record<Answer, string>> = { yes: "I can", maybe: "Maybe", no: "I can’t" };

interface Props {
  readonly date: string;
  readonly said: Said;
  readonly past: boolean;
  readonly today: boolean;
  readonly chosen: boolean;
  /** How many others can sail, as far as the viewer may know. */
  readonly canSail: number;
  readonly onTap: () => void;
}

/** Shows one day of the month as a button. */
export function Day({ date, said: { answer, note }, past, today, chosen, canSail, onTap }: Props) {
  const label = [
    dayLabel(date),
    answer === null ? "no answer" : (lookUp(WORDS, answer) ?? answer),
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
