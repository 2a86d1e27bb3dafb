import { useEffect, useState } from "preact/hooks";

import type { EventDetail } from "../../rules/contract/api/event.ts";
import { useApp } from "../context.ts";
import { explain } from "../api/failure.ts";
import { count } from "../labels.ts";
import { SendButton } from "../ui/SendButton.tsx";
import { retryMail } from "./calls.ts";

/** Shows mails that could not be sent, with the admin's way to try again. */
export function MailNotice({
  event,
  onChanged,
}: {
  readonly event: EventDetail;
  readonly onChanged: (event: EventDetail) => void;
}) {
  const { client, account, announce } = useApp();
  const { failed } = event.mail;
  async function retry(): Promise<void> {
    const result = await retryMail(client, event.slug);
    if (!result.ok) {
      announce({ tone: "bad", text: `The mail could not be queued again. ${explain(result).detail}` });
      return;
    }
    onChanged(result.data.event);
    announce({ tone: "good", text: "The mail is tried again now.", onceMailed: "Mail sent." });
  }
  if (failed === 0) return null;
  return (
    <div class="notice notice-bad stack">
      <p>
        <strong>{count(failed, "mail")} could not be sent.</strong> What they tell of is safe on record.
      </p>
      {account.role === "admin" ? (
        <SendButton run={retry} busy="Trying…">
          Try again
        </SendButton>
      ) : (
        <p>An admin can send it again.</p>
      )}
    </div>
  );
}

interface UnderwayProps {
  readonly event: EventDetail;
  readonly reload: () => void;
}

/** In this time a mail is out on a good day, in ms: sooner than the page looks for news by itself. */
const SOON_SENT_MS = 1_000;

/** Says that mails are on their way, which is no news on a good day and an answer to "did it go out?" on a bad one, and once they are out. */
export function MailUnderway({ event, reload }: UnderwayProps) {
  const { announce } = useApp();
  const [waited, setWaited] = useState(0);
  const { queued, failed } = event.mail;
  const out = queued === 0 && failed === 0;
  useEffect(() => {
    if (queued > 0) setWaited((before) => Math.max(before, queued));
    if (out) announce((shown) => (shown?.onceMailed === undefined ? shown : { tone: "good", text: shown.onceMailed }));
  }, [event]);
  useEffect(() => {
    if (queued === 0) return;
    const timer = setTimeout(reload, SOON_SENT_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [queued, reload]);
  return (
    <div role="status">
      {queued > 0 && <p class="hint">{count(queued, "mail")} on the way, sent at once or as soon as Gmail answers.</p>}
      {waited > 0 && out && (
        <p class="hint">
          {count(waited, "mail")} that waited here {waited === 1 ? "is" : "are"} sent.
        </p>
      )}
    </div>
  );
}
