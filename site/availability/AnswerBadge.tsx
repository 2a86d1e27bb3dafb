import type { StoredAnswer } from "../../rules/contract/api/availability.ts";
import { Icon } from "../ui/Icon.tsx";

/** Shows what somebody said of a day, in a word and a sign. */
export function AnswerBadge({ answer }: { readonly answer: StoredAnswer }) {
  if (answer === "yes")
    return (
      <span class="badge badge-good">
        <Icon name="check" /> Can sail
      </span>
    );
  if (answer === "no")
    return (
      <span class="badge badge-bad">
        <Icon name="close" /> Can’t
      </span>
    );
  return <span class="badge badge-warn">{answer === "maybe" ? "Maybe" : answer}</span>;
}
