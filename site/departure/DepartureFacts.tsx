import type { Departed } from "../../rules/contract/api/departure.ts";
import type { EventDetail } from "../../rules/contract/api/event.ts";
import { matchSignatures } from "../../rules/manifest/whoHasSigned.ts";
import { judgeClaim } from "../../rules/time/claim.ts";
import { lookUp } from "../../rules/contract/newer.ts";
import { useApp } from "../context.ts";
import { zonedLabel } from "../labels.ts";
import { Contact } from "../manifest/Contact.tsx";
import { DeviceSaid } from "../ui/DeviceSaid.tsx";
import { Reasons } from "../ui/Reasons.tsx";

const VERDICT_WORDS = { go: "Go", caution: "Go, with cautions", "no-go": "No go" } as const;

interface Props {
  readonly entry: Departed;
  /** By now. */
  readonly charter: Pick<EventDetail, "manifest" | "signatures">;
}

/** Shows what is left ashore of a departure: with whom, on what, on whose word. */
export function DepartureFacts({ entry, charter }: Props) {
  const { company } = useApp();
  const { vessel, capacity, booked, signed, crew, briefing, verdict, override, reasons } = entry;
  const matches = new Map(charter.manifest.map((patron) => [patron.id, patron.matches]));
  const aboard = entry.aboard.map((person) => ({ ...person, matches: matches.get(person.id) }));
  return (
    <>
      <dl class="record-facts">
        <div>
          <dt>Vessel</dt>
          <dd>{vessel === "" ? "not named" : vessel}</dd>
        </div>
        <div>
          <dt>Crew</dt>
          <dd>{crew.length === 0 ? "none assigned" : crew.map(({ name }) => name).join(", ")}</dd>
        </div>
        <div>
          <dt>Briefing</dt>
          <dd>
            {briefing?.given === true ? (
              <>
                <DeviceSaid at={briefing.at} received_at={briefing.received_at} say={zonedLabel} />, {briefing.name}
              </>
            ) : (
              "not recorded"
            )}
          </dd>
        </div>
        <div>
          <dt>Patrons</dt>
          <dd>
            {aboard.length} aboard · {booked} booked · {signed} signed · limit {capacity ?? "not set"}
          </dd>
        </div>
        <div>
          <dt>Decision</dt>
          <dd>
            {lookUp(VERDICT_WORDS, verdict) ?? verdict}
            {verdict === "no-go" && override !== null && `. Departed on ${entry.name}’s decision: ${override}`}
          </dd>
        </div>
      </dl>
      {judgeClaim(entry.at, entry.received_at) !== "agrees" && (
        <p class="hint">
          Judged when it was received, {zonedLabel(entry.received_at, company.time_zone)}, by what was on record then.
          The phone may have shown less, or more.
        </p>
      )}
      {reasons.length > 0 && <Reasons reasons={reasons.map((reason) => ({ ...reason, todo: "" }))} />}
      <h3>Aboard</h3>
      <ol class="aboard-names">
        {matchSignatures(aboard, charter.signatures).lines.map(
          ({ patron: { id, name, signed, ...person }, signature }) => {
            // Who has signed since has told whom to call.
            const since = signed === false ? signature : undefined;
            const contact = person.emergency_contact ?? since?.emergency_contact ?? null;
            return (
              <li key={id}>
                {name}
                <br />
                <span class="hint">
                  {signed === false && (
                    <>
                      <strong>Had not signed.</strong>{" "}
                      {since && (
                        <>
                          Signed since,{" "}
                          <DeviceSaid at={since.signed_at} received_at={since.received_at} say={zonedLabel} />.{" "}
                        </>
                      )}
                    </>
                  )}
                  {contact === null ? (
                    "No emergency contact on record"
                  ) : (
                    <>
                      Emergency: <Contact contact={contact} />
                    </>
                  )}
                </span>
              </li>
            );
          },
        )}
      </ol>
      <div class="print-only shore-copy">
        <p>Left ashore with (name, harbor office):</p>
        <p>Received at (time) and signature:</p>
      </div>
    </>
  );
}
