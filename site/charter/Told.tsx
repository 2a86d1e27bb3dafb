import type { EventDetail } from "../../rules/contract/api/event.ts";
import { namesOf } from "../../rules/people/names.ts";
import { count } from "../labels.ts";
import { whoIsTold } from "./told.ts";

interface Props {
  readonly event: EventDetail;
  /** What the mails hold. */
  readonly what: string;
}

/** Says, before anything is sent, who gets a mail, and whom to call. */
export function Told({ event, what }: Props) {
  const { crew, patrons, call } = whoIsTold(event);
  const mailed = [...(patrons === 0 ? [] : [count(patrons, "patron")]), ...(crew === 0 ? [] : [`${crew} of the crew`])];
  return (
    <>
      <p class="hint">
        {mailed.length === 0 ? "Nobody gets a mail." : `A mail with ${what} goes to ${namesOf(mailed)}.`}
      </p>
      {call.length > 0 && <p class="hint">No e-mail address, so call: {call.join(", ")}.</p>}
    </>
  );
}
