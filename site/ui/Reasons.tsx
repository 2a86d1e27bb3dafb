import type { DepartureReason } from "../../rules/contract/api/departure.ts";

interface Props {
  readonly reasons: readonly DepartureReason[];
  /** The day they are for has not come: none of them weighs anything yet. */
  readonly ahead?: boolean;
}

/** Lists reasons, those that block first. */
export function Reasons({ reasons, ahead = false }: Props) {
  return (
    <ul class="reasons">
      {reasons.map(({ weight, text, todo }) => (
        <li key={text} class={ahead ? "is-ahead" : `is-${weight}`}>
          <span class="reason-sign" aria-hidden="true">
            {ahead ? "·" : weight === "stop" ? "!" : "?"}
          </span>
          <span>
            <strong>
              {!ahead && weight === "caution" && <span class="visually-hidden">Caution: </span>}
              {text}
            </strong>{" "}
            {todo}
          </span>
        </li>
      ))}
    </ul>
  );
}
