import { useRef } from "preact/hooks";

import type { EventDetail } from "../../rules/contract/api/event.ts";
import { findBroken } from "../../rules/charter/parts.ts";
import { namesByMail } from "../../rules/crew/namesByMail.ts";
import { crewShort } from "../../rules/crew/conflicts.ts";
import { dockOf } from "../../rules/departure/state.ts";
import { useApp } from "../context.ts";
import { explain } from "../api/failure.ts";
import { useLoaded } from "../ui/useLoaded.ts";
import { momentLabel } from "../labels.ts";
import { readCrewDay, sendRoster } from "./calls.ts";
import { crewLines } from "./crewLines.ts";
import { CrewSigns } from "./CrewSigns.tsx";
import { BrokenEntries } from "../ui/Unread.tsx";
import { Icon } from "../ui/Icon.tsx";
import { SendButton } from "../ui/SendButton.tsx";

interface Props {
  readonly event: EventDetail;
  readonly onChanged: (event: EventDetail) => void;
}

/** Shows who of the crew sails on a charter, what stands against it, and whether there are enough. */
export function CrewCard({ event, onChanged }: Props) {
  const { client, account } = useApp();
  const { data } = useLoaded(`${event.date} ${event.crew.join()}`, () => readCrewDay(client, event.date));
  // Who sails is known without a signal, too; what else they do that day is not.
  const names = namesByMail(event);
  const broken = findBroken(event, "crew");
  const off = event.status === "canceled";
  const sails = !off && dockOf(event.departures) === undefined;
  const short =
    broken === undefined && !off ? crewShort(event.required_crew, event.crew, event.crew_without_account) : 0;
  const lines =
    data === undefined
      ? event.crew.map((email) => ({ email, name: names.get(email) ?? email, warnings: [], saidYes: false }))
      : crewLines(data, event, event.crew).filter(({ email }) => event.crew.includes(email));
  return (
    <section class="card" aria-label="Crew">
      <div class="card-head">
        <h2>Crew</h2>
        {short > 0 && <span class="badge badge-warn">{short} more needed</span>}
      </div>
      {lines.length === 0 && (
        <p class="hint">
          {off
            ? "Nobody was assigned."
            : account.role === "admin"
              ? "Nobody is assigned yet. “Edit” chooses who sails."
              : "Nobody is assigned yet."}
        </p>
      )}
      <ul class="people">
        {lines.map((line) => (
          <li key={line.email}>
            <div>
              {line.name}
              {/* Who sails on nothing is free for whatever else there is, and who has sailed was there. */}
              {sails && <CrewSigns line={line} />}
            </div>
          </li>
        ))}
        <BrokenEntries broken={broken} />
      </ul>
      {account.role === "admin" && event.crew.length > 0 && sails && <SendRoster event={event} onChanged={onChanged} />}
    </section>
  );
}

/** Mails the roster to everybody on it; whoever is assigned or taken off gets a mail of their own in any case. */
function SendRoster({ event, onChanged }: Props) {
  const { client, company, announce } = useApp();
  // Kept until an answer came, so that another try after a lost one does not mail twice.
  const id = useRef(crypto.randomUUID());
  async function send(): Promise<void> {
    const result = await sendRoster(client, event.slug, { id: id.current });
    if (!result.ok) {
      announce({ tone: "bad", text: `The roster was not sent. ${explain(result).detail}` });
      return;
    }
    id.current = crypto.randomUUID();
    onChanged(result.data.event);
    announce({ tone: "good", text: "The roster goes out within a minute." });
  }
  return (
    <div class="row roster">
      <SendButton run={send} busy="Sending…">
        <Icon name="mail" /> Send roster
      </SendButton>
      {event.roster_at !== null && (
        <span class="hint">Last sent {momentLabel(event.roster_at, company.time_zone)}</span>
      )}
    </div>
  );
}
