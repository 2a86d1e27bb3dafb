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
  const { reached, booker, without, unwilling } = whoIsMailed(event);
  const mailed = booker === undefined ? reached : [...reached, booker];
  async function mail(): Promise<void> {
    const result = await remindPatrons(client, event.slug, mailed);
    if (!result.ok) {
      say(`Not mailed. ${explain(result).detail}`);
      return;
    }
    onChanged(result.data.event);
    say(`On its way to ${namesOf(mailed.map(({ name }) => name))}.`);
  }
  return (
    <>
      {mailed.length > 0 && (
        <div class="row">
          <SendButton run={mail} busy="Sending…">
            Mail it to {whoIsTold(reached.length, booker?.name)}
          </SendButton>
        </div>
      )}
      {without.length > 0 && <p class="hint">Not signed, and no e-mail address: {namesOf(without)}.</p>}
      {unwilling.length > 0 && <p class="hint">Not signed, and wants no mail: {namesOf(unwilling)}.</p>}
    </>
  );
}

/** Whoever booked and has signed is mailed the link for the others. */
function whoIsTold(unsigned: number, booker: string | undefined): string {
  const parts = [
    ...(unsigned === 0 ? [] : [`${String(unsigned)} who ${unsigned === 1 ? "has" : "have"} not signed`]),
    ...(booker === undefined ? [] : [`${booker}, who booked`]),
  ];
  return parts.join(", and to ");
}
