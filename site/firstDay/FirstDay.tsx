import { useEffect, useState } from "preact/hooks";

import type { FirstDayResponse } from "../../rules/contract/api/firstDay.ts";
import { explain } from "../api/failure.ts";
import { NewCharter } from "../charter/NewCharter.tsx";
import { useApp } from "../context.ts";
import { AddAccount } from "../crew/AddAccount.tsx";
import { Icon } from "../ui/Icon.tsx";
import { Link } from "../ui/Link.tsx";
import { SendButton } from "../ui/SendButton.tsx";
import { useLoaded } from "../ui/useLoaded.ts";
import { VesselForm } from "../vessels/VesselForm.tsx";
import { endFirstDay, readFirstDay } from "./calls.ts";

type Step = keyof FirstDayResponse;

/** Leads an admin through what a company begins with, until all of it is done or they put it away. */
export function FirstDay({ today }: { readonly today: string }) {
  const { client, announce, take } = useApp();
  const { data, reload } = useLoaded("first-day", () => readFirstDay(client));
  const [open, setOpen] = useState<Step>();
  const isDone = data !== undefined && STEPS.every(({ step }) => data[step]);
  useEffect(() => {
    // Nothing is left to lead to: the next screen does not even ask.
    if (isDone) void end();
  }, [isDone]);
  async function end(): Promise<void> {
    const result = await endFirstDay(client);
    if (result.ok) take(result.data);
    else if (!isDone) announce({ tone: "bad", text: `The steps stay here. ${explain(result).detail}` });
  }
  const close = (): void => {
    setOpen(undefined);
  };
  const saved = (text: string) => () => {
    close();
    reload();
    announce({ tone: "good", text });
  };
  if (data === undefined || isDone) return null;
  return (
    <section class="card stack" aria-label="First steps">
      <h2>Four steps to your first charter</h2>
      <ol class="steps">
        {STEPS.map(({ step, title, why, action }) => (
          <li key={step} class={data[step] ? "is-done" : ""}>
            <div>
              <strong>
                {data[step] && <Icon name="check" />} {title}
                {data[step] && <span class="visually-hidden"> (done)</span>}
              </strong>
              {!data[step] && <p class="hint">{why}</p>}
            </div>
            {!data[step] &&
              (step === "waiver_text" ? (
                <Link class="button" to={{ name: "waiver-text" }}>
                  {action}
                </Link>
              ) : (
                <button
                  type="button"
                  class="button"
                  onClick={() => {
                    setOpen(step);
                  }}
                >
                  {action}
                </button>
              ))}
          </li>
        ))}
      </ol>
      <p>
        What the company is called and where its dock is: <Link to={{ name: "settings" }}>Settings</Link>.
      </p>
      <div class="row">
        <SendButton run={end} busy="Putting away…">
          Put these steps away
        </SendButton>
      </div>
      {open === "boat" && <VesselForm vessel={undefined} onClose={close} onSaved={saved("Vessel saved.")} />}
      {open === "crew" && (
        <AddAccount onClose={close} onAdded={saved("Account added. A mail with a link is on its way to them.")} />
      )}
      {open === "charter" && <NewCharter onClose={close} initialDate={today} />}
    </section>
  );
}

const STEPS: readonly { readonly step: Step; readonly title: string; readonly why: string; readonly action: string }[] =
  [
    {
      step: "boat",
      title: "Your boat",
      why: "Whom she may carry, and how many crew she needs. Each charter then knows.",
      action: "Add a boat",
    },
    {
      step: "crew",
      title: "Your crew",
      why: "Each gets a mail with a link, and signs in on their own phone.",
      action: "Invite crew",
    },
    {
      step: "waiver_text",
      title: "Your waiver",
      why: "Until then patrons sign a text that no lawyer of yours has read.",
      action: "Write the waiver",
    },
    {
      step: "charter",
      title: "Your first charter",
      why: "It has a link for its patrons: they sign on their phones before they come.",
      action: "Make a charter",
    },
  ];
