import { useState } from "preact/hooks";

import type { DepartureRequest } from "../../rules/contract/api/departing.ts";
import type { EventDetail, EventResponse } from "../../rules/contract/api/event.ts";
import { assessDeparture } from "../../rules/departure/goNoGo.ts";
import { departureState } from "../../rules/departure/state.ts";
import { reasonsAgainst } from "../../rules/departure/reasons.ts";
import { CaptainsReason } from "../forms/CaptainsReason.tsx";
import { Check, TextField } from "../forms/Field.tsx";
import { FormDialog } from "../forms/FormDialog.tsx";
import { recordDeparture } from "./calls.ts";
import { Reasons } from "../ui/Reasons.tsx";
import { useApp } from "../context.ts";
import { isProblem } from "../api/failure.ts";
import { useSubmit } from "../forms/useSubmit.ts";
import { count, momentLabel, sailsIn, shortDate, todayIn } from "../labels.ts";
import { Link } from "../ui/Link.tsx";
import { Notice } from "../ui/Notice.tsx";
import { isDeparture } from "../waiting/departing.ts";
import { authorOf } from "../waiting/authorOf.ts";
import { refusedOf } from "../waiting/refused.ts";
import { sayLater } from "../waiting/sentLater.ts";
import { useBoard } from "../waiting/useBoard.ts";
import { dockField, readLeftAt } from "./leftAt.ts";
import { RecordedMeanwhile } from "./RecordedMeanwhile.tsx";

interface Props {
  readonly event: EventDetail;
  readonly onClose: () => void;
  readonly onChanged: (event: EventDetail) => void;
  readonly onStale: () => void;
}

/** Records the departure; a no go takes the captain's reason. */
export function DepartDialog({ event, onClose, onChanged, onStale }: Props) {
  const { client, account, company, announce } = useApp();
  const [id] = useState(() => crypto.randomUUID());
  const [typed, setTyped] = useState("");
  const [late, setLate] = useState(false);
  const [left, setLeft] = useState(() => dockField(new Date(), company.time_zone));
  const refused = refusedOf(useBoard().entries, event, ["departure"]).find(isDeparture);
  const today = todayIn(company.time_zone, new Date());
  const { verdict } = assessDeparture(event);
  const aboard = event.manifest.filter(({ aboard_at }) => aboard_at !== null);
  // Who stays ashore is named below, and leaving them there is the answer.
  const reasons = reasonsAgainst(event)
    .filter((one) => aboard.length === 0 || one.ashore === undefined)
    .map(({ reason }) => reason);
  const ashore = event.manifest.filter(({ aboard_at }) => aboard_at === null);
  const [submission, submit] = useSubmit<DepartureRequest, EventResponse>({
    read: (at) => {
      const override = typed.trim();
      const when = late ? readLeftAt(left, company.time_zone, new Date()) : { at };
      const errors = {
        ...("error" in when && { left: when.error }),
        ...(verdict === "no-go" && override === "" && { override: "Say why you leave all the same." }),
      };
      if ("error" in when || Object.keys(errors).length > 0) return { ok: false, errors };
      return {
        ok: true,
        request: {
          kind: "departed",
          id,
          at: when.at,
          aboard: aboard.map(({ id }) => id),
          override: verdict === "no-go" ? override : null,
        },
      };
    },
    send: async (body, at) => {
      const result = await recordDeparture(client, event.slug, body, {
        people: aboard.map(({ id, name }) => ({ id, name })),
        entered_at: at,
      });
      // Somebody else's change decides anew: what is behind the dialog must show it.
      if (!result.ok && (isProblem(result, "list-changed") || isProblem(result, "no-go"))) onStale();
      return result;
    },
    done: (answer, waits) => {
      onChanged(answer.event);
      onClose();
      announce(
        waits
          ? {
              tone: "warn",
              waits: id,
              text: `Departed with ${aboard.length} aboard, kept on this device: ashore nobody may know of it yet. ${sayLater(id, account.email)}`,
            }
          : { tone: "good", text: `Departed with ${aboard.length} aboard. Fair winds.` },
      );
    },
  });
  const { departed } = departureState(event.departures);
  // One's own counts at once, while it is still being sent.
  if (departed !== undefined && departed.id !== id)
    return <RecordedMeanwhile entry={departed} typed={typed} onClose={onClose} />;
  return (
    <FormDialog
      title={verdict === "no-go" ? "No go. Depart all the same?" : "Depart?"}
      action={`Depart with ${aboard.length}`}
      danger={verdict === "no-go"}
      submission={submission}
      onSubmit={submit}
      onClose={onClose}
    >
      {refused && (
        <Notice tone="warn" title="A departure of this charter was refused">
          Entered {momentLabel(refused.write.at, company.time_zone)} by {authorOf(refused)}. If it is this one, do not
          enter it again: <Link to={{ name: "waiting" }}>record it as it was</Link>.
        </Notice>
      )}
      {today < event.date && (
        <Notice tone="warn" title={`This charter is for ${shortDate(event.date)}`}>
          {sailsIn(today, event.date)}: its departure would be recorded today, {shortDate(today)}. If it sails on
          another day than it was booked for, an admin moves it first.
        </Notice>
      )}
      <p>
        <strong>{count(aboard.length, "patron")} aboard</strong>
        {aboard.length > 0 && `: ${aboard.map(({ name }) => name).join(", ")}`}
      </p>
      {aboard.length > 0 && ashore.length > 0 && (
        <p>
          {/* Who was put on the list after it left is no no-show. */}
          <strong>{late ? `${ashore.length} ashore` : count(ashore.length, "no-show")}</strong>:{" "}
          {ashore.map(({ name }) => name).join(", ")}. They stay on the list, and the record says who sailed.
        </p>
      )}
      {reasons.length > 0 && <Reasons reasons={reasons} />}
      <Check label="It has left already" checked={late} onChecked={setLate} />
      {late && (
        <TextField
          label="Left at"
          hint="With those who are aboard by the list now. The record also says when it reached the server."
          value={left}
          onValue={setLeft}
          error={submission.errors["left"]}
          input={{ type: "datetime-local" }}
        />
      )}
      {verdict === "no-go" && <CaptainsReason value={typed} error={submission.errors["override"]} onValue={setTyped} />}
    </FormDialog>
  );
}
