import type { EventDetail } from "../../rules/contract/api/event.ts";
import { namesOf } from "../../rules/people/names.ts";
import { explain } from "../api/failure.ts";
import { useApp } from "../context.ts";
import { SendButton } from "../ui/SendButton.tsx";
import { remindPatrons } from "./calls.ts";
import { whoIsMailed } from "./whoIsMailed.ts";

interface Props {
  /** As the server told it last: who waits on this device is not there to be mailed. */
  readonly event: EventDetail;
  readonly onChanged: (event: EventDetail) => void;
  readonly say: (text: string) => void;
}

/** Mails the link to everybody on the list who has not signed, and says whom no mail reaches. */
export function MailLink({ event, onChanged, say }: Props) {
  const { client } = useApp();
  const { reached, without, unwilling } = whoIsMailed(event);
  async function mail(): Promise<void> {
    const result = await remindPatrons(client, event.slug, reached);
    if (!result.ok) {
      say(`Not mailed. ${explain(result).detail}`);
      return;
    }
    onChanged(result.data.event);
    say(`On its way to ${namesOf(reached.map(({ name }) => name))}.`);
  }
  return (
    <>
      {reached.length > 0 && (
        <div class="row">
          <SendButton run={mail} busy="Sending…">
            Mail it to {reached.length} who {reached.length === 1 ? "has" : "have"} not signed
          </SendButton>
        </div>
      )}
      {without.length > 0 && <p class="hint">Not signed, and no e-mail address: {namesOf(without)}.</p>}
      {unwilling.length > 0 && <p class="hint">Not signed, and wants no mail: {namesOf(unwilling)}.</p>}
    </>
  );
}
