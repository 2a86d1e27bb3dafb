import type { EventDetail } from "../../rules/api/event.ts";
import { crewShort } from "../../rules/crewConflicts.ts";
import { useApp } from "../context.ts";
import { useLoaded } from "../hooks/useLoaded.ts";
import { crewLines } from "../model/crew.ts";
import { CrewSigns } from "./CrewSigns.tsx";

/** Shows who of the crew sails on a charter, what stands against it, and whether there are enough. */
export function CrewCard({ event }: { readonly event: EventDetail }) {
  const { client, account } = useApp();
  const { data } = useLoaded(`${event.date} ${event.crew.join()}`, () => client.crewDay(event.date));
  const short = crewShort(event.required_crew, event.crew);
  const lines = data === undefined
    ? event.crew.map((email) => ({ email, name: email, warnings: [], saidYes: false }))
    : crewLines(data, event, event.crew).filter(({ email }) => event.crew.includes(email));
  return (
    <section class="card" aria-label="Crew">
      <div class="card-head">
        <h2>Crew</h2>
        {short > 0 && <span class="badge badge-warn">{short} more needed</span>}
      </div>
      {lines.length === 0 && <p class="hint">{account.role === "admin" ? "Nobody is assigned yet. “Edit” chooses who sails." : "Nobody is assigned yet."}</p>}
      <ul class="people">
        {lines.map((line) => <li key={line.email}><div>{line.name}<CrewSigns line={line} /></div></li>)}
      </ul>
    </section>
  );
}
