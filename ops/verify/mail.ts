import type { StoredEvent } from "../../lambda/charter/stored.ts";
import { count } from "../cli/words.ts";
import type { Problem } from "./findings.ts";

/** Checks that every mail of a charter can be found and sent, and that its count of given-up mail is right. */
export function verifyMail(event: StoredEvent, outboxState: string | undefined): Problem[] {
  const { outbox, failed_mails, mail_failed, outbox_due, payment_log } = event;
  const waiting = Object.keys(outbox).length;
  const failed = Object.keys(failed_mails).length;
  const mails = [...Object.values(outbox), ...Object.values(failed_mails)];
  const entries = new Set(payment_log.map(({ id }) => id));
  const calledOff = new Set(event.call_off_log.map(({ id }) => id));
  const causes = new Set([...calledOff, ...event.moves.map(({ id }) => id)]);
  const departures = new Set(event.departures.map(({ id }) => id));
  const lost = [
    ...mails.flatMap((mail) => {
      if (!("entry_id" in mail)) return [];
      const [held, list] = isAboutCalledOff(mail) ? [calledOff, "log of callings off"] : [entries, "ledger"];
      return held.has(mail.entry_id) ? [] : [`entry ${mail.entry_id}, which its ${list}`];
    }),
    ...mails.flatMap((mail) =>
      mail.kind === "rest" && !causes.has(mail.cause) ? [`entry ${mail.cause}, which its moves and callings off`] : [],
    ),
    ...mails.flatMap((mail) =>
      "departure_id" in mail && !departures.has(mail.departure_id)
        ? [`departure ${mail.departure_id}, which its record`]
        : [],
    ),
  ];
  const hidden = waiting > 0 && (outboxState !== "pending" || outbox_due === undefined);
  return [
    ...(hidden
      ? [
          {
            text: `${count(waiting, "mail waits", "mails wait")} where the sweep does not look: nobody will send ${waiting === 1 ? "it" : "them"}.`,
          },
        ]
      : []),
    ...lost.map((what) => ({ text: `A mail is about ${what} does not hold: it cannot be sent.` })),
    ...(failed === mail_failed
      ? []
      : [
          {
            text: `Its stored count of given-up mails is ${mail_failed}, and there are ${failed}.`,
            stored: String(mail_failed),
            computed: String(failed),
          },
        ]),
  ];
}

function isAboutCalledOff({ kind }: StoredEvent["outbox"][string]): boolean {
  return kind === "called-off" || kind === "reopened";
}
