import { useId, useState } from "preact/hooks";

import type { Check, CheckState } from "../../rules/departure/checklist.ts";
import type { Topic } from "../../rules/departure/reasons.ts";
import { shortMoney } from "../labels.ts";
import { Icon } from "../ui/Icon.tsx";
import { Reasons } from "../ui/Reasons.tsx";

const TOPIC_LABELS: Readonly<Record<Topic, string>> = {
  signed: "Signed",
  aboard: "Aboard",
  briefing: "Briefing",
  crew: "Crew",
  paid: "Paid",
  charter: "Charter",
};
/** What the sign beside it says to who does not see it. */
const STATE_WORDS: Readonly<Record<CheckState, string>> = {
  done: "Done",
  ahead: "Still open",
  caution: "Open question",
  stop: "Needed first",
};

interface Props {
  readonly checks: readonly Check[];
  readonly currency: string;
}

/** Shows what is to be settled before a charter leaves: how far each thing is at a glance, and why at a tap. */
export function Checklist({ checks, currency }: Props) {
  const id = useId();
  const [topic, setTopic] = useState<Topic>();
  const open = checks.find((check) => check.topic === topic && check.reasons.length > 0);
  return (
    <>
      <ul class="checklist">
        {checks.map((check) => (
          <li key={check.topic}>
            {check.reasons.length === 0 ? (
              <div class={`check-tile is-${check.state}`}>
                <Tile check={check} currency={currency} />
              </div>
            ) : (
              <button
                type="button"
                class={`check-tile is-${check.state}`}
                aria-expanded={check === open}
                aria-controls={id}
                onClick={() => {
                  setTopic(check === open ? undefined : check.topic);
                }}
              >
                <Tile check={check} currency={currency} />
              </button>
            )}
          </li>
        ))}
      </ul>
      <div id={id} class="check-why">
        {open && <Reasons reasons={open.reasons} ahead={open.state === "ahead"} />}
      </div>
    </>
  );
}

function Tile({ check, currency }: { readonly check: Check } & Pick<Props, "currency">) {
  return (
    <>
      <span class="check-topic">
        <Sign state={check.state} /> {TOPIC_LABELS[check.topic]}
      </span>{" "}
      <span class="check-count">{countLabel(check, currency)}</span>
      <span class="visually-hidden">. {STATE_WORDS[check.state]}</span>
    </>
  );
}

function Sign({ state }: { readonly state: CheckState }) {
  if (state === "done" || state === "ahead") return <Icon name={state === "done" ? "check" : "open"} />;
  return (
    <span class="reason-sign" aria-hidden="true">
      {state === "stop" ? "!" : "?"}
    </span>
  );
}

/** `2 of 4`, `$300 of $600`; of what is not counted, how it stands. */
function countLabel({ topic, state, counted }: Check, currency: string): string {
  if (counted === undefined) return state === "done" ? "Done" : topic === "briefing" ? "Not yet" : "Look";
  const say = (number: number): string => (topic === "paid" ? shortMoney(number, currency) : String(number));
  return counted.of === undefined ? say(counted.part) : `${say(counted.part)} of ${say(counted.of)}`;
}
