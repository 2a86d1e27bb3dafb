import type { SettingsResponse } from "../../rules/contract/api/settings.ts";
import { useApp } from "../context.ts";
import { askSession } from "../session/calls.ts";
import { Link } from "../ui/Link.tsx";
import { LoadFailure } from "../ui/LoadFailure.tsx";
import { useLoaded } from "../ui/useLoaded.ts";
import { readSettings } from "./calls.ts";
import { CompanyCard } from "./CompanyCard.tsx";
import { DayCard } from "./DayCard.tsx";
import { MailCard } from "./MailCard.tsx";
import { StackCard } from "./StackCard.tsx";

/** Shows all that an admin may decide about the company, and what the operator does. */
export function Settings() {
  const { account } = useApp();
  return account.role === "admin" ? <AllSettings /> : <OnlyAdmins />;
}

function AllSettings() {
  const { client, announce, take } = useApp();
  const loaded = useLoaded("settings", () => readSettings(client));
  const saved = (settings: SettingsResponse): void => {
    loaded.put(settings);
    announce({ tone: "good", text: "Settings saved. Everywhere else they hold within half a minute." });
    // Every screen says the company's name.
    void askSession(client).then((session) => {
      if (session.ok) take(session.data);
    });
  };
  const { data } = loaded;
  return (
    <>
      <div class="page-head">
        <h1>Settings</h1>
      </div>
      {loaded.failure && <LoadFailure failure={loaded.failure} onRetry={loaded.retry} />}
      {!data && !loaded.failure && (
        <div class="skeleton skeleton-card" role="status" aria-label="Loading the settings" />
      )}
      {data && <CompanyCard settings={data} onSaved={saved} />}
      {data && <DayCard settings={data} onSaved={saved} />}
      {data && <MailCard settings={data} onSaved={saved} />}
      <section class="card stack" aria-label="People, boats and papers">
        <h2>People, boats and papers</h2>
        <p>
          Invitations, roles, who may take money, who may no longer sign in, and the kiosk’s PIN are on the Crew screen.
        </p>
        <nav class="row" aria-label="More settings">
          <Link class="button" to={{ name: "crew" }}>
            Crew and kiosk
          </Link>
          <Link class="button" to={{ name: "vessels" }}>
            Vessels
          </Link>
          <Link class="button" to={{ name: "waiver-text" }}>
            Waiver text
          </Link>
        </nav>
      </section>
      {data && <StackCard stack={data.stack} />}
    </>
  );
}

function OnlyAdmins() {
  return (
    <div class="empty">
      <h1>Settings</h1>
      <p>Only an admin sees and changes these. Ask one of them.</p>
    </div>
  );
}
