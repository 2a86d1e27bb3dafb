import { useState } from "preact/hooks";

import type { Vessel, VesselsResponse } from "../../rules/contract/api/vessel.ts";
import { explain } from "../api/failure.ts";
import { useApp } from "../context.ts";
import { count } from "../labels.ts";
import { Icon } from "../ui/Icon.tsx";
import { Link } from "../ui/Link.tsx";
import { Unread } from "../ui/Unread.tsx";
import { LoadFailure } from "../ui/LoadFailure.tsx";
import { SendButton } from "../ui/SendButton.tsx";
import { useLoaded } from "../ui/useLoaded.ts";
import { changeVessel, readVessels } from "./calls.ts";
import { VesselForm } from "./VesselForm.tsx";

/** Shows the company's vessels; an admin adds, changes and retires them. */
export function Vessels() {
  const { client, account, announce } = useApp();
  const loaded = useLoaded("vessels", () => readVessels(client));
  const [open, setOpen] = useState<Vessel | "new">();
  const admin = account.role === "admin";
  async function retire({ id, name, revision }: Vessel, retired: boolean): Promise<void> {
    const result = await changeVessel(client, id, { revision, retired });
    if (!result.ok) {
      announce({ tone: "bad", text: `${name} was not changed. ${explain(result).detail}` });
      return;
    }
    loaded.put(result.data);
    announce({
      tone: "good",
      text: retired ? `${name} is out of service. Her charters keep her.` : `${name} is back in service.`,
    });
  }
  const vessels = loaded.data?.vessels;
  const saved = (answer: VesselsResponse): void => {
    loaded.put(answer);
    setOpen(undefined);
    announce({ tone: "good", text: "Vessel saved." });
  };
  return (
    <>
      <Link class="back" to={{ name: "crew" }}>
        <Icon name="back" />
        Crew
      </Link>
      <div class="page-head">
        <h1>Vessels</h1>
        {admin && (
          <button
            type="button"
            class="button button-primary"
            onClick={() => {
              setOpen("new");
            }}
          >
            Add vessel
          </button>
        )}
      </div>
      {loaded.failure && <LoadFailure failure={loaded.failure} onRetry={loaded.retry} />}
      <Unread number={loaded.data?.broken ?? 0} one="vessel" />
      {!vessels && !loaded.failure && <div class="skeleton skeleton-card" role="status" aria-label="Loading vessels" />}
      {vessels?.length === 0 && (
        <div class="empty">
          <h2>No vessels yet</h2>
          <p>
            Add each of your boats once, with the patrons she may carry and the crew she needs. Charters then fill both
            in by themselves.
          </p>
        </div>
      )}
      {vessels && vessels.length > 0 && (
        <ul class="card people">
          {[...vessels]
            .sort((a, b) => Number(a.retired) - Number(b.retired))
            .map((vessel) => (
              <li key={vessel.id}>
                <div>
                  <strong>{vessel.name}</strong> {vessel.retired && <span class="badge">Out of service</span>}
                  <p class="hint">
                    Up to {count(vessel.capacity, "patron")} · {vessel.required_crew} crew
                  </p>
                </div>
                {admin && (
                  <div class="row">
                    <button
                      type="button"
                      class="button"
                      onClick={() => {
                        setOpen(vessel);
                      }}
                    >
                      Edit<span class="visually-hidden"> {vessel.name}</span>
                    </button>
                    <SendButton run={() => retire(vessel, !vessel.retired)} busy="Saving…">
                      {vessel.retired ? "Back in service" : "Retire"}
                      <span class="visually-hidden"> {vessel.name}</span>
                    </SendButton>
                  </div>
                )}
              </li>
            ))}
        </ul>
      )}
      {open !== undefined && (
        <VesselForm
          vessel={open === "new" ? undefined : open}
          onClose={() => {
            setOpen(undefined);
          }}
          onSaved={saved}
        />
      )}
    </>
  );
}
