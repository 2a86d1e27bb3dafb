import { useState } from "preact/hooks";

import { FormDialog } from "../forms/FormDialog.tsx";
import { Link } from "../ui/Link.tsx";
import { useApp } from "../context.ts";
import { useBoard } from "./useBoard.ts";
import { NOTHING_SENT } from "../forms/useSubmit.ts";
import { Notice } from "../ui/Notice.tsx";
import { count, momentLabel, slugLabel } from "../labels.ts";
import { AsItWas } from "./AsItWas.tsx";
import { saySent, sayWhen } from "./holds.ts";
import { waitingSince } from "./howLong.ts";
import { Lasting } from "./Lasting.tsx";
import { OverruledAnywhere } from "./Refused.tsx";
import { runsOf } from "./runs.ts";
import { useTitle } from "./useTitle.ts";
import { SendButton } from "../ui/SendButton.tsx";
import { WaitingLine } from "./WaitingLine.tsx";
import { readBoard } from "../offline/board.ts";
import type { Entry } from "../offline/entry.ts";
import { placesOf } from "../offline/queue.ts";

const KEPT = "What you do without a signal is kept on this device, listed here, and sent as soon as this page has one.";
const NOT_KEPT =
  "Nothing can wait here, as in a private window: what you do is sent at once, or you are told that it was not.";

/** Lists what is on this device only, in the order in which it is sent, and asks about what the server refused. */
export function Waiting() {
  const { client, account, company, announce } = useApp();
  const { entries, unread, keeps, sendsClosed } = useBoard();
  const since = waitingSince(entries);
  const places = placesOf(entries, account.email);
  const [looking, setLooking] = useState<Entry>();
  const [discarding, setDiscarding] = useState<Entry>();
  async function push(): Promise<void> {
    // Where the queue does not answer, everything stays as it is shown.
    await client
      .queue()
      .then((queue) => queue.push())
      .catch(() => undefined);
    const nothing = saySent(entries, readBoard().entries, account.email);
    const first = readBoard().entries[0]?.write.id;
    if (nothing !== undefined)
      announce({ tone: "warn", text: nothing, ...(first === undefined ? {} : { waits: first }) });
  }
  async function retry({ seq }: Entry): Promise<void> {
    await (await client.queue()).retry(seq);
  }
  async function discard({ seq, write }: Entry): Promise<void> {
    await (await client.queue()).discard(seq);
    setDiscarding(undefined);
    announce({ tone: "warn", text: `Discarded: ${write.sentence}.` });
  }
  return (
    <>
      <div class="page-head">
        <h1>Waiting to be sent</h1>
        {places.some(({ hold }) => hold === undefined) && (
          <SendButton run={push} busy="Sending…">
            Send now
          </SendButton>
        )}
      </div>
      {unread > 0 && (
        <Notice tone="warn" title={`${count(unread, "thing")} of a newer version of this page`}>
          Kept on this device as {unread === 1 ? "it is" : "they are"}, and sent once that version is back. Do not clear
          the data of this site until then.
        </Notice>
      )}
      <OverruledAnywhere />
      {entries.length + unread === 0 ? (
        <div class="empty">
          <h2>Nothing waits</h2>
          <p>{keeps === false ? NOT_KEPT : KEPT}</p>
        </div>
      ) : entries.length === 0 ? null : (
        <p class="hint">
          {count(entries.length, "entry", "entries")} kept on this device
          {since !== undefined && ` since ${momentLabel(since, company.time_zone)}`}, also when you close the page.{" "}
          {sayWhen(places, sendsClosed)}
        </p>
      )}
      <Lasting />
      <ol class="waiting-list">
        {runsOf(places).map((run) => (
          <li class="card" key={run[0].entry.seq}>
            <h2>
              <CharterLink slug={run[0].entry.write.slug} />
            </h2>
            <ol class="people">
              {run.map(({ entry, hold }) => (
                <WaitingLine
                  key={entry.seq}
                  entry={entry}
                  hold={hold}
                  onLook={() => {
                    setLooking(entry);
                  }}
                  onRetry={() => retry(entry)}
                  onDiscard={() => {
                    setDiscarding(entry);
                  }}
                />
              ))}
            </ol>
          </li>
        ))}
      </ol>
      {looking && (
        <AsItWas
          entry={looking}
          onClose={() => {
            setLooking(undefined);
          }}
        />
      )}
      {discarding && (
        <FormDialog
          title="Discard this?"
          action="Discard"
          danger
          submission={NOTHING_SENT}
          onSubmit={() => void discard(discarding)}
          onClose={() => {
            setDiscarding(undefined);
          }}
        >
          <p>
            <strong>{discarding.write.sentence}</strong>
          </p>
          <p>It will never reach the server. If it still counts, enter it again.</p>
        </FormDialog>
      )}
    </>
  );
}

function CharterLink({ slug }: { readonly slug: string }) {
  return <Link to={{ name: "charter", slug }}>{slugLabel(slug, useTitle(slug))}</Link>;
}
