import { useState } from "preact/hooks";

import type { CrewResponse } from "../../rules/contract/api/session.ts";
import { lookUp } from "../../rules/contract/newer.ts";
import { YourCalendar } from "../calendar/YourCalendar.tsx";
import { useApp } from "../context.ts";
import { Link } from "../ui/Link.tsx";
import { Unread } from "../ui/Unread.tsx";
import { LoadFailure } from "../ui/LoadFailure.tsx";
import { useLoaded } from "../ui/useLoaded.ts";
import { AddAccount } from "./AddAccount.tsx";
import { readCrew } from "./calls.ts";

const ROLE_LABELS = { admin: "Admin", crew: "Crew" } as const;

/** Shows who has an account; an admin adds one. */
export function Crew() {
  const { client, account, announce } = useApp();
  const loaded = useLoaded("crew", () => readCrew(client));
  const [adding, setAdding] = useState(false);
  const added = (crew: CrewResponse): void => {
    loaded.put(crew);
    setAdding(false);
    announce({ tone: "good", text: "Account added. Tell them the password in person." });
  };
  return (
    <>
      <div class="page-head">
        <h1>Crew</h1>
        {account.role === "admin" && (
          <button
            type="button"
            class="button button-primary"
            onClick={() => {
              setAdding(true);
            }}
          >
            Add account
          </button>
        )}
      </div>
      {loaded.failure && <LoadFailure failure={loaded.failure} onRetry={loaded.reload} />}
      {!loaded.data && !loaded.failure && (
        <div class="skeleton skeleton-card" role="status" aria-label="Loading crew" />
      )}
      <Unread number={loaded.data?.broken ?? 0} one="account" />
      {loaded.data && (
        <ul class="card people">
          {loaded.data.crew.map((member) => (
            <li key={member.email}>
              <div>
                <strong>{member.name}</strong>
                <p class="hint">{member.email}</p>
              </div>
              <span class="badge">{lookUp(ROLE_LABELS, member.role) ?? member.role}</span>
            </li>
          ))}
        </ul>
      )}
      <nav class="row" aria-label="More about the crew">
        <Link class="button" to={{ name: "availability", month: undefined }}>
          Availability
        </Link>
        {account.role === "admin" && (
          <Link class="button" to={{ name: "vessels" }}>
            Vessels
          </Link>
        )}
        <Link class="button" to={{ name: "waiver-text" }}>
          Waiver text
        </Link>
      </nav>
      <YourCalendar />
      {adding && (
        <AddAccount
          onClose={() => {
            setAdding(false);
          }}
          onAdded={added}
        />
      )}
    </>
  );
}
