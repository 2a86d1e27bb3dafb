import { useState } from "preact/hooks";

import type { EventDetail } from "../../rules/contract/api/event.ts";
import { charterTitle } from "../../rules/charter/title.ts";
import { waiverPath } from "../../rules/contract/slug.ts";
import { QrDialog } from "./dialogs.ts";
import { invitationText } from "./invitation.ts";
import { MailLink } from "./MailLink.tsx";
import { smsLink, whatsAppLink } from "../ui/messageLinks.ts";
import { useCopy } from "../ui/useCopy.ts";
import { SignHere } from "../kiosk/SignHere.tsx";

interface Props {
  readonly event: EventDetail;
  /** As the server told it last. */
  readonly known: EventDetail;
  readonly onChanged: (event: EventDetail) => void;
  /** Whether it has not left yet: later nobody is mailed the link. */
  readonly mails: boolean;
}

/** Shows the link that patrons sign at: to copy, to scan, to mail, or to send with the words filled in. */
export function WaiverLink({ event, known, onChanged, mails }: Props) {
  const [qr, setQr] = useState(false);
  const url = location.origin + waiverPath(event.slug);
  const invitation = invitationText(event);
  const message = `${invitation} ${url}`;
  const { said, say, copy } = useCopy(url);
  async function share(): Promise<void> {
    try {
      await navigator.share({ title: charterTitle(event), text: invitation, url });
    } catch (error) {
      // Closing the share sheet is not a failure.
      if (!(error instanceof DOMException && error.name === "AbortError"))
        say("Sharing did not work. Copy the link instead.");
    }
  }
  return (
    <section class="card stack" aria-label="Waiver link">
      <h2>Waiver link</h2>
      <a class="link-box" href={url} target="_blank" rel="noreferrer">
        {url}
      </a>
      <div class="row">
        <button type="button" class="button" onClick={copy}>
          Copy link
        </button>
        <button
          type="button"
          class="button"
          onClick={() => {
            setQr(true);
          }}
        >
          Show QR code
        </button>
        {"share" in navigator && (
          <button type="button" class="button" onClick={() => void share()}>
            Share
          </button>
        )}
        <a class="button" href={smsLink(message)}>
          Text message
        </a>
        <a class="button" href={whatsAppLink(message)} target="_blank" rel="noopener noreferrer">
          WhatsApp
        </a>
      </div>
      {mails && <MailLink event={known} onChanged={onChanged} say={say} />}
      <SignHere slug={event.slug} />
      <p role="status" class="hint">
        {said}
      </p>
      {qr && (
        <QrDialog
          url={url}
          onClose={() => {
            setQr(false);
          }}
        />
      )}
    </section>
  );
}
