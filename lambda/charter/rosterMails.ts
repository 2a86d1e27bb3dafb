import { createHash } from "node:crypto";

import type { RosterMessage } from "../../rules/crew/roster.ts";
import type { UpdateOrder } from "../dynamodb/table.ts";
import type { OutboxMail } from "./waitingMail.ts";

export interface RosterCause {
  readonly slug: string;
  /** What in the charter's life the mails are about, such as its revision: the same cause makes the same mails. */
  readonly cause: string;
  /** What links in the mails start with. */
  readonly origin: string;
  readonly now: Date;
}

type Mails = Readonly<Record<string, OutboxMail>>;

/** Makes roster mails by their ids, due at once: they are left to the sweep, so that no admin waits for a dozen of them. */
export function newRosterMails(messages: readonly RosterMessage[], { slug, cause, origin, now }: RosterCause): Mails {
  const at = now.toISOString();
  return Object.fromEntries(
    messages.map(
      ({ to, news }) =>
        [
          mailId(`${slug} ${cause} ${to}`),
          { kind: "roster", to, news, tries: 0, due: at, created_at: at, origin },
        ] as const,
    ),
  );
}

/** A mail's id is logged, so it tells neither who gets it nor whose charter it is about. */
function mailId(about: string): string {
  return `roster-${createHash("sha256").update(about).digest("hex").slice(0, 32)}`;
}

/** Puts mails into the outbox in the same update as what caused them. `order.update` starts with its SET clause. */
export function withRosterMails(order: UpdateOrder, mails: Mails): UpdateOrder {
  const entries = Object.entries(mails).map(([id, mail], index) => ({ id, mail, name: `roster${index}` }));
  const due = entries[0]?.mail.due;
  if (due === undefined) return order;
  const sets = [
    ...entries.map(({ name }) => `#outbox.#${name} = :${name}`),
    "#outbox_state = :rosterPending",
    "#outbox_due = :rosterDue",
  ];
  return {
    ...order,
    update: `SET ${sets.join(", ")}, ${order.update.slice("SET ".length)}`,
    names: { ...order.names, ...Object.fromEntries(entries.map(({ id, name }) => [name, id])) },
    values: {
      ...order.values,
      rosterPending: "pending",
      rosterDue: due,
      ...Object.fromEntries(entries.map(({ mail, name }) => [name, mail])),
    },
  };
}
