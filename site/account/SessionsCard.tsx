import type { AccountResponse, OwnSession } from "../../rules/contract/api/account.ts";
import { useApp } from "../context.ts";
import { momentLabel } from "../labels.ts";
import { deviceLabel } from "../session/deviceLabel.ts";
import { SendButton } from "../ui/SendButton.tsx";
import { endOtherSessions, endSession } from "./calls.ts";
import type { CardProps } from "./card.ts";

/** Lists where one is signed in, and ends that. */
export function SessionsCard({ own, busy, run, put }: CardProps) {
  const { client, announce } = useApp();
  const ended = (changed: AccountResponse): void => {
    put(changed);
    announce({ tone: "good", text: "Signed out there." });
  };
  return (
    <section class="card stack" aria-label="Where you are signed in">
      <h2>Where you are signed in</h2>
      <ul class="people">
        {own.sessions.map((session) => (
          <li key={session.id}>
            <Session session={session} />
            {session.this ? (
              <span class="badge badge-good">This device</span>
            ) : (
              <SendButton waits={busy} run={() => run(() => endSession(client, session.id), ended)} busy="Signing out…">
                Sign out<span class="visually-hidden">: {deviceLabel(session.user_agent)}</span>
              </SendButton>
            )}
          </li>
        ))}
      </ul>
      {own.sessions.length > 1 && (
        <div class="row">
          <SendButton waits={busy} run={() => run(() => endOtherSessions(client), ended)} busy="Signing out…">
            Sign out everywhere else
          </SendButton>
        </div>
      )}
      <p class="hint">A device that nobody uses for two days is signed out by itself, and each after two weeks.</p>
    </section>
  );
}

function Session({ session: { user_agent, opened_at, seen_at } }: { readonly session: OwnSession }) {
  const { company } = useApp();
  const since = opened_at === null ? "" : `Since ${momentLabel(opened_at, company.time_zone)}`;
  const last = seen_at === null ? "" : `last used ${momentLabel(seen_at, company.time_zone)}`;
  return (
    <div>
      <strong>{deviceLabel(user_agent)}</strong>
      <p class="hint">{[since, last].filter((part) => part !== "").join(" · ")}</p>
    </div>
  );
}
