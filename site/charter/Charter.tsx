import { useCallback, useEffect, useState } from "preact/hooks";

import type { EventDetail } from "../../rules/contract/api/event.ts";
import { mayUse } from "../../rules/contract/api/session.ts";
import { monthOf } from "../../rules/time/dates.ts";
import { charterTitle } from "../../rules/charter/title.ts";
import { CrewCard } from "../crew/CrewCard.tsx";
import { GoLine } from "../departure/GoLine.tsx";
import { Ledger } from "../payments/Ledger.tsx";
import { BrokenParts } from "../ui/BrokenParts.tsx";
import { Link } from "../ui/Link.tsx";
import { Unread } from "../ui/Unread.tsx";
import { LoadFailure } from "../ui/LoadFailure.tsx";
import { MailNotice, MailUnderway } from "./MailNotice.tsx";
import { MovedNotice } from "./MovedNotice.tsx";
import { StatusBadge } from "../ui/StatusBadge.tsx";
import { Manifest } from "../manifest/Manifest.tsx";
import { WaiverLink } from "../waiverLink/WaiverLink.tsx";
import { useApp } from "../context.ts";
import { CharterDialog, type OpenDialog } from "./CharterDialog.tsx";
import { History } from "./History.tsx";
import { Unopened } from "./dialogs.ts";
import { WithheldNotice } from "./WithheldNotice.tsx";
import { isWithheld } from "./withheld.ts";
import { useWaitingIn } from "../waiting/useBoard.ts";
import { useLoaded } from "../ui/useLoaded.ts";
import { monthLabel, whenOf } from "../labels.ts";
import { settle, wish, withWishes, type AboardWishes } from "../manifest/wishes.ts";
import { Icon } from "../ui/Icon.tsx";

/** Shows one charter: who comes, who signed, what is paid. */
export function Charter({ slug }: { readonly slug: string }) {
  const { client, go } = useApp();
  const loaded = useLoaded(slug, async () => {
    const result = await client.charters.read(slug);
    return result.ok ? { ...result, data: result.data.event } : result;
  });
  const present = loaded.data?.slug ?? slug;
  useEffect(() => {
    // It was moved: its address is another one by now.
    if (present !== slug) go({ name: "charter", slug: present }, "replace");
  }, [present, slug, go]);
  const month = monthOf(present);
  return (
    <>
      <Link class="back" to={{ name: "month", month }}>
        <Icon name="back" />
        {monthLabel(month)}
      </Link>
      {loaded.failure && !loaded.data && <Unopened slug={slug} failure={loaded.failure} onRetry={loaded.reload} />}
      {loaded.failure && loaded.data && <LoadFailure failure={loaded.failure} onRetry={loaded.reload} />}
      {!loaded.data && !loaded.failure && (
        <div class="skeleton skeleton-card" role="status" aria-label="Loading charter" />
      )}
      {loaded.data && <CharterPage event={loaded.data} put={loaded.put} reload={loaded.reload} />}
    </>
  );
}

interface PageProps {
  readonly event: EventDetail;
  readonly put: (event: EventDetail) => void;
  readonly reload: () => void;
}

function CharterPage({ event: known, put, reload }: PageProps) {
  const { account } = useApp();
  const [open, setOpen] = useState<OpenDialog>();
  const [wishes, setWishes] = useState<AboardWishes>(new Map());
  const close = useCallback(() => {
    setOpen(undefined);
  }, []);
  const event = withWishes(useWaitingIn(known), wishes, new Date().toISOString());
  const admin = account.role === "admin";
  return (
    <>
      <div>
        <div class="page-head">
          <h1>{charterTitle(event)}</h1>
          {admin && (
            <button
              type="button"
              class="button"
              onClick={() => {
                setOpen({ name: "edit" });
              }}
            >
              Edit
            </button>
          )}
        </div>
        <p class="facts">
          {whenOf(event)}
          {event.capacity !== null && ` · up to ${event.capacity} aboard`}
        </p>
        <StatusBadge status={event.status} />
      </div>
      <Unread number={event.broken_signatures} one="signature">
        Whoever signed it seems not to have: ask them before you count them out.
      </Unread>
      <BrokenParts parts={event.broken_parts} of="charter" />
      <MovedNotice event={known} />
      <MailNotice event={event} onChanged={put} />
      {event.signatures.some(isWithheld) && <WithheldNotice event={event} onChanged={put} />}
      <GoLine
        event={event}
        onChanged={put}
        onStep={(name) => {
          setOpen({ name });
        }}
      />
      {event.note !== "" && <p class="card note">{event.note}</p>}
      <div class="charter-page">
        <div class="stack">
          <WaiverLink event={event} />
          <Manifest
            event={event}
            onChanged={put}
            onWish={(id, aboard) => {
              setWishes((before) => wish(before, id, aboard));
            }}
            onSettled={(id) => {
              setWishes((before) => settle(before, id));
            }}
          />
          <CrewCard event={known} onChanged={put} />
        </div>
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
      </div>
      <MailUnderway event={known} reload={reload} />
      <History event={event} known={known} />
      {admin && (
        <div class="row">
          <button
            type="button"
            class="button"
            onClick={() => {
              setOpen({ name: "move" });
            }}
          >
            Move
          </button>
          <button
            type="button"
            class="button"
            onClick={() => {
              setOpen({ name: "duplicate" });
            }}
          >
            Duplicate
          </button>
          <button
            type="button"
            class="button"
            onClick={() => {
              setOpen({ name: "status" });
            }}
          >
            {event.status === "open" ? "Cancel charter" : "Reopen charter"}
          </button>
        </div>
      )}
      {mayUse("payments", account) && (
        <div class="action-bar">
          <button
            type="button"
            class="button button-primary button-wide"
            onClick={() => {
              setOpen({ name: "pay" });
            }}
          >
            Log payment
          </button>
        </div>
      )}
      {open && <CharterDialog open={open} known={known} event={event} onClose={close} put={put} reload={reload} />}
    </>
  );
}
