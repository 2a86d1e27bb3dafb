import { useCallback, useEffect, useState } from "preact/hooks";

import type { EventDetail } from "../../rules/contract/api/event.ts";
import { mayUse } from "../../rules/contract/api/session.ts";
import { monthOf } from "../../rules/time/dates.ts";
import { charterTitle } from "../../rules/charter/title.ts";
import { phaseOf } from "../../rules/departure/phase.ts";
import { dockOf } from "../../rules/departure/state.ts";
import { CrewCard } from "../crew/CrewCard.tsx";
import { GoLine } from "../departure/GoLine.tsx";
import { Ledger } from "../payments/Ledger.tsx";
import { BrokenParts } from "../ui/BrokenParts.tsx";
import { Link } from "../ui/Link.tsx";
import { Unread } from "../ui/Unread.tsx";
import { LoadFailure } from "../ui/LoadFailure.tsx";
import { CalledOff } from "./CalledOff.tsx";
import { MailNotice, MailUnderway } from "./MailNotice.tsx";
import { MovedNotice } from "./MovedNotice.tsx";
import { VesselClash } from "./VesselClash.tsx";
import { StatusBadge } from "../ui/StatusBadge.tsx";
import { Manifest } from "../manifest/Manifest.tsx";
import { WaiverLink } from "../waiverLink/WaiverLink.tsx";
import { isFree } from "../forms/unsaved.ts";
import { recordOf } from "../client/record.ts";
import { useApp } from "../context.ts";
import { CharterDialog, type OpenDialog } from "./CharterDialog.tsx";
import { History } from "./History.tsx";
import { Unopened } from "./dialogs.ts";
import { WithheldNotice } from "./WithheldNotice.tsx";
import { isWithheld } from "./withheld.ts";
import { useSentIn, useWaitingIn } from "../waiting/useBoard.ts";
import { useLive } from "../ui/useLoaded.ts";
import { monthLabel, todayIn, whenOf } from "../labels.ts";
import { settle, wish, withWishes, type AboardWishes } from "../manifest/wishes.ts";
import { ActionMenu } from "../ui/ActionMenu.tsx";
import { Icon } from "../ui/Icon.tsx";
import { usePageTitle } from "../routing/useTitle.ts";

/** Shows one charter: who comes, who signed, what is paid. */
export function Charter({ slug }: { readonly slug: string }) {
  const { client, go } = useApp();
  const loaded = useLive(slug, recordOf(client, slug));
  const present = loaded.data?.slug ?? slug;
  useEffect(() => {
    // It was moved: its address is another one by now.
    // While something is typed, what is read next leads there.
    if (present !== slug && isFree()) go({ name: "charter", slug: present }, "replace");
  }, [loaded.data, present, slug, go]);
  return (
    <>
      {loaded.data === undefined && <BackToMonth slug={slug} />}
      {loaded.failure && !loaded.data && <Unopened slug={slug} failure={loaded.failure} onRetry={loaded.retry} />}
      {loaded.failure && loaded.data && <LoadFailure failure={loaded.failure} onRetry={loaded.retry} />}
      {!loaded.data && !loaded.failure && (
        <div class="skeleton skeleton-card" role="status" aria-label="Loading charter" />
      )}
      {loaded.data && <CharterPage event={loaded.data} put={loaded.put} reload={loaded.reload} />}
    </>
  );
}

function BackToMonth({ slug }: { readonly slug: string }) {
  const month = monthOf(slug);
  return (
    <Link class="back" to={{ name: "month", month }}>
      <Icon name="back" />
      {monthLabel(month)}
    </Link>
  );
}

interface PageProps {
  readonly event: EventDetail;
  readonly put: (event: EventDetail) => void;
  readonly reload: () => void;
}

function CharterPage({ event: known, put, reload }: PageProps) {
  const { account, company } = useApp();
  const [open, setOpen] = useState<OpenDialog>();
  const [wishes, setWishes] = useState<AboardWishes>(new Map());
  const [begun, setBegun] = useState(false);
  const close = useCallback(() => {
    setOpen(undefined);
  }, []);
  const recorded = useSentIn(known);
  const event = withWishes(useWaitingIn(known), wishes, new Date().toISOString());
  const title = charterTitle(event);
  usePageTitle(title, company.name);
  const today = todayIn(company.time_zone, new Date());
  const told = phaseOf({ ...event, dock: dockOf(event.departures) }, today);
  const phase = begun && (told === "planned" || told === "over") ? "boarding" : told;
  const admin = account.role === "admin";
  const actions = [
    { label: "Print the manifest", run: printPage },
    ...(admin
      ? [
          {
            label: "Move",
            run: () => {
              setOpen({ name: "move" });
            },
          },
          {
            label: "Duplicate",
            run: () => {
              setOpen({ name: "duplicate" });
            },
          },
        ]
      : []),
    ...(admin
      ? [
          {
            label: event.status === "open" ? "Call off" : "Reopen charter",
            run: () => {
              setOpen({ name: event.status === "open" ? "call-off" : "reopen" });
            },
          },
        ]
      : []),
  ];
  return (
    <>
      <div>
        <div class="page-top">
          <BackToMonth slug={event.slug} />
          {admin && (
            <button
              type="button"
              class="button no-print"
              onClick={() => {
                setOpen({ name: "edit" });
              }}
            >
              Edit
            </button>
          )}
          <ActionMenu label="More about this charter" actions={actions} />
        </div>
        <h1>{title}</h1>
        <p class="facts">
          {whenOf(event)}
          {event.party !== null && ` · party of ${event.party}`}
          {event.capacity !== null && ` · up to ${event.capacity} aboard`}
        </p>
        {phase !== "canceled" && <StatusBadge status={event.status} />}
      </div>
      <Unread number={event.broken_signatures} one="signature">
        Whoever signed it seems not to have: ask them before you count them out.
      </Unread>
      <BrokenParts parts={event.broken_parts} of="charter" />
      {phase === "planned" && <VesselClash charter={event} />}
      <MovedNotice event={known} />
      <MailNotice event={event} onChanged={put} />
      {event.signatures.some(isWithheld) && <WithheldNotice event={event} onChanged={put} />}
      <div class="charter-page">
        <div class="stack">
          <GoLine
            event={event}
            phase={phase}
            today={today}
            onChanged={put}
            onStep={(name) => {
              setOpen({ name });
            }}
            onBoard={() => {
              setBegun(true);
            }}
            off={
              <CalledOff
                event={known}
                onChange={() => {
                  setOpen({ name: "call-off" });
                }}
              />
            }
          >
            {mayUse("payments", account) && (
              <button
                type="button"
                class={`button ${phase === "planned" ? "button-primary" : ""}`}
                onClick={() => {
                  setOpen({ name: "pay" });
                }}
              >
                Log payment
              </button>
            )}
          </GoLine>
          {event.note !== "" && <p class="card note">{event.note}</p>}
          <Manifest
            event={event}
            phase={phase}
            onChanged={put}
            onWish={(id, aboard) => {
              setWishes((before) => wish(before, id, aboard));
            }}
            onSettled={(id) => {
              setWishes((before) => settle(before, id));
            }}
          />
        </div>
        <div class="stack">
          <CrewCard event={known} onChanged={put} />
          {event.status === "open" && (
            <WaiverLink
              event={event}
              known={known}
              onChanged={put}
              mails={phase === "planned" || phase === "boarding"}
            />
          )}
          <Ledger
            event={event}
            onRefund={(payment) => {
              setOpen({ name: "refund", payment });
            }}
            onReceipt={(payment) => {
              setOpen({ name: "receipt", payment });
            }}
            onReverse={(entry) => {
              setOpen({ name: "reverse", entry });
            }}
          />
          <History event={event} known={recorded} />
        </div>
      </div>
      <MailUnderway event={known} reload={reload} />
      {open && (
        <CharterDialog
          open={open}
          known={known}
          event={event}
          onClose={close}
          put={put}
          reload={reload}
          onMove={(reason) => {
            setOpen({ name: "move", reason });
          }}
        />
      )}
    </>
  );
}

/** What is printed stands in the style sheets. */
function printPage(): void {
  print();
}
