import { randomUUID } from "node:crypto";

import { LINK_SECONDS, type LinkPurpose } from "../../rules/contract/api/link.ts";
import { PARTITIONS } from "../../rules/contract/table.ts";
import { outboxOf } from "../charter/queueMails.ts";
import { untried } from "../charter/waitingMail.ts";
import type { Table } from "../dynamodb/table.ts";

export interface WantedLink {
  readonly to: string;
  readonly purpose: LinkPurpose;
  /** What the link starts with. */
  readonly origin: string;
}

/**
 * Puts a mail with a link to wait, on an item of its own: what is done is the same whether there is such an account or not,
 * and takes as long. The item is gone, by the table itself, once the link would work no more.
 */
export async function queueLink(table: Table, { to, purpose, origin }: WantedLink, now: Date): Promise<void> {
  const id = randomUUID();
  const mail = { kind: "account-link" as const, to, purpose, ...untried(origin, now) };
  await table.putNew({
    event_id: `${PARTITIONS.accountMail}${id}`,
    timestamp: "mail",
    ...outboxOf({ [`account-${id}`]: mail }, "account"),
    expires_at: Math.floor(now.getTime() / 1000) + LINK_SECONDS[purpose],
  });
}
