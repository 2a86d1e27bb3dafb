import { useState } from "preact/hooks";

import { FormDialog } from "../forms/FormDialog.tsx";
import { Link } from "../ui/Link.tsx";
import { useApp } from "../context.ts";
import { useBoard } from "./useBoard.ts";
import { NOTHING_SENT } from "../forms/useSubmit.ts";
import { Notice } from "../ui/Notice.tsx";
import { count, slugLabel } from "../labels.ts";
import { runsOf } from "./runs.ts";
import { WaitingLine } from "./WaitingLine.tsx";
import type { Entry } from "../offline/entry.ts";

/** Lists what is on this device only, in the order in which it is sent, and asks about what the server refused. */
export function Waiting() {
  const { client, announce } = useApp();
  const { entries, unread } = useBoard();
  const [discarding, setDiscarding] = useState<Entry>();
  const [sending, setSending] = useState(false);
  async function push(): Promise<void> {
    setSending(true);
    await (await client.queue()).push();
    setSending(false);
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
        {entries.length > 0 && (
          <button
            type="button"
            class="button"
            aria-disabled={sending}
            onClick={() => {
              if (!sending) void push();
            }}
          >
            {sending ? "Sending…" : "Send now"}
          </button>
        )}
      </div>
      {unread > 0 && (
        <Notice tone="warn" title={`${count(unread, "thing")} of a newer version of this page`}>
          Kept on this device as {unread === 1 ? "it is" : "they are"}, and sent once that version is back. Do not clear
          the data of this site until then.
        </Notice>
      )}
      {entries.length + unread === 0 ? (
        <div class="empty">
          <h2>Nothing waits</h2>
          <p>
            What you do without a signal is kept on this device, listed here, and sent by itself as soon as there is
            one.
          </p>
        </div>
      ) : entries.length === 0 ? null : (
        <p class="hint">Kept on this device, also when you close the page. It is sent by itself, in this order.</p>
      )}
      <ol class="waiting-list">
        {runsOf(entries).map((run) => (
          <li class="card" key={run[0].seq}>
            <h2>
              <Link to={{ name: "charter", slug: run[0].write.slug }}>{slugLabel(run[0].write.slug)}</Link>
            </h2>
            <ol class="people">
              {run.map((entry) => (
                <WaitingLine
                  key={entry.seq}
                  entry={entry}
                  onRetry={() => void retry(entry)}
                  onDiscard={() => {
                    setDiscarding(entry);
                  }}
                />
              ))}
            </ol>
          </li>
        ))}
      </ol>
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
