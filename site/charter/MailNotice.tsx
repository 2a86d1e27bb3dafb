import { useState } from "preact/hooks";

import type { EventDetail } from "../../rules/contract/api/event.ts";
import { useApp } from "../context.ts";
import { explain } from "../api/failure.ts";
import { count } from "../labels.ts";
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
  const [sending, setSending] = useState(false);
  const { failed } = event.mail;
  async function retry(): Promise<void> {
    if (sending) return;
    setSending(true);
    const result = await retryMail(client, event.slug);
    setSending(false);
    if (!result.ok) {
      announce({ tone: "bad", text: `The mail could not be queued again. ${explain(result).detail}` });
      return;
    }
    onChanged(result.data.event);
    announce({ tone: "good", text: "The mail goes out again within a minute." });
  }
  if (failed === 0) return null;
  return (
    <div class="notice notice-bad stack">
      <p>
        <strong>{count(failed, "mail")} could not be sent.</strong> What they tell of is safe on record.
      </p>
      {account.role === "admin" ? (
        <button type="button" class="button" aria-disabled={sending} onClick={() => void retry()}>
          {sending ? "Trying…" : "Try again"}
        </button>
      ) : (
        <p>An admin can send it again.</p>
      )}
    </div>
  );
}

/** Says that mails are on their way, which is no news on a good day and an answer to "did it go out?" on a bad one. */
export function MailUnderway({ event }: { readonly event: EventDetail }) {
  const { queued } = event.mail;
  return queued === 0 ? null : (
    <p class="hint">{count(queued, "mail")} on the way, sent within a minute or as soon as Gmail answers.</p>
  );
}
