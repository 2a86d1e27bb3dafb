import { useState } from "preact/hooks";

import { mayUse, type CrewMember, type CrewResponse } from "../../rules/contract/api/session.ts";
import { lookUp } from "../../rules/contract/newer.ts";
import { YourCalendar } from "../calendar/YourCalendar.tsx";
import { useApp } from "../context.ts";
import { Link } from "../ui/Link.tsx";
import { Unread } from "../ui/Unread.tsx";
import { LoadFailure } from "../ui/LoadFailure.tsx";
import { useLoaded } from "../ui/useLoaded.ts";
import { AddAccount } from "./AddAccount.tsx";
import { readCrew } from "./calls.ts";
import { KioskCard } from "./KioskCard.tsx";
import { MemberDialog } from "./MemberDialog.tsx";

const ROLE_LABELS = { admin: "Admin", crew: "Crew" } as const;

/** Shows who has an account; an admin adds one. */
export function Crew() {
  const { client, account, announce } = useApp();
  const loaded = useLoaded("crew", () => readCrew(client));
  const [adding, setAdding] = useState(false);
  const [chosen, setChosen] = useState<CrewMember>();
  const added = (crew: CrewResponse): void => {
    loaded.put(crew);
    setAdding(false);
    announce({ tone: "good", text: "Account added. A mail with a link is on its way to them." });
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
      {loaded.failure && <LoadFailure failure={loaded.failure} onRetry={loaded.retry} />}
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
              <span class="row">
                {member.invited && <span class="badge badge-warn">Invited</span>}
                {member.role === "crew" && mayUse("payments", member) && <span class="badge">Payments</span>}
                <span class="badge">{lookUp(ROLE_LABELS, member.role) ?? member.role}</span>
                {member.email === account.email && (
                  <Link class="button" to={{ name: "account" }}>
                    Your account
                  </Link>
                )}
                {account.role === "admin" && member.key !== "" && member.email !== account.email && (
                  <button
                    type="button"
                    class="button"
                    onClick={() => {
                      setChosen(member);
                    }}
                  >
                    Manage<span class="visually-hidden">: {member.name}</span>
                  </button>
                )}
              </span>
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
      {account.role === "admin" && <KioskCard />}
      <YourCalendar />
      {chosen && (
        <MemberDialog
          member={chosen}
          onChanged={(crew) => {
            loaded.put(crew);
            setChosen(undefined);
          }}
          onClose={() => {
            setChosen(undefined);
          }}
        />
      )}
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
