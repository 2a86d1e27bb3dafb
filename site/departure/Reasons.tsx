import type { DepartureReason } from "../../rules/contract/api/departure.ts";

/** Lists reasons, those that block first. */
export function Reasons({ reasons }: { readonly reasons: readonly DepartureReason[] }) {
  return (
    <ul class="reasons">
      {reasons.map(({ weight, text, todo }) => (
        <li key={text} class={`is-${weight}`}>
          <span class="reason-sign" aria-hidden="true">
            {weight === "stop" ? "!" : "?"}
          </span>
          <span>
            <strong>
              {weight === "caution" && <span class="visually-hidden">Caution: </span>}
              {text}
            </strong>{" "}
            {todo}
          </span>
        </li>
      ))}
    </ul>
  );
}
