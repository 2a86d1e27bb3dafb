import { RELEASE_MAX, type EventDetail } from "../../rules/contract/api/event.ts";
import { explain } from "../api/failure.ts";
import { useApp } from "../context.ts";
import { count } from "../labels.ts";
import { SendButton } from "../ui/SendButton.tsx";
import { releaseMail } from "./calls.ts";
import { findWithheld } from "./withheld.ts";

interface Props {
  readonly event: EventDetail;
  readonly onChanged: (event: EventDetail) => void;
}

/** Shows that mails about signatures are held back, with the admin's way to send them: those of the list first. */
export function WithheldNotice({ event, onChanged }: Props) {
  const { client, account, announce } = useApp();
  const { mails: shown, all, listed } = findWithheld(event);
  // Past some hundreds the others are shown as soon as these have gone.
  const mails = Math.max(shown, event.mail.withheld ?? 0);
  if (mails === 0) return null;
  async function release(ids: readonly string[]): Promise<void> {
    const result = await releaseMail(client, event.slug, { signatures: ids.slice(0, RELEASE_MAX) });
    if (!result.ok) {
      announce({ tone: "bad", text: `The mails were not sent. ${explain(result).detail}` });
      return;
    }
    onChanged(result.data.event);
    announce({ tone: "good", text: "The mails are sent now.", onceMailed: "Mail sent." });
  }
  const button = (label: string, ids: readonly string[]) => (
    <SendButton run={() => release(ids)} busy="Sending…">
      {label}
    </SendButton>
  );
  const others = all.length > listed.length;
  return (
    <div class="notice notice-warn stack">
      <p>
        <strong>
          {count(mails, "mail")} about {mails > shown && "more than "}
          {count(all.length, "signature")} held back:
        </strong>{" "}
        more came at once than strangers may cause. The signatures are on record and count. Whoever waits for a copy was
        told to ask you.
      </p>
      {account.role === "admin" ? (
        <>
          {others && <p>Strangers may have typed other people’s addresses: see who signed before you send all.</p>}
          {listed.length > 0 && button(`Send for ${count(listed.length, "signature")} of your list`, listed)}
          {others && button(all.length > RELEASE_MAX ? `Send for the first ${RELEASE_MAX}` : "Send all", all)}
        </>
      ) : (
        <p>An admin can send them.</p>
      )}
    </div>
  );
}
