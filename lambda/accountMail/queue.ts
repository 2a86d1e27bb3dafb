import { randomUUID } from "node:crypto";

import { LINK_SECONDS, type LinkPurpose } from "../../rules/contract/api/link.ts";
import type { AccountNews } from "../../rules/contract/security.ts";
import { PARTITIONS } from "../../rules/contract/table.ts";
import { outboxOf } from "../charter/queueMails.ts";
import { untried, type OutboxMail } from "../charter/waitingMail.ts";
import type { Table } from "../dynamodb/table.ts";

export interface WantedLink {
  readonly to: string;
  readonly purpose: LinkPurpose;
  /** What the link starts with. */
  readonly origin: string;
  /** The admin who asked for it, by name; absent where nobody knows who did. */
  readonly asked_by?: string;
}

/**
 * Puts a mail with a link to wait: what is done is the same whether there is such an account or not, and takes as long. It is
 * gone, by the table itself, once the link would work no more.
 */
export function queueLink(table: Table, { to, purpose, origin, asked_by }: WantedLink, now: Date): Promise<void> {
  const asked = asked_by === undefined ? {} : { asked_by };
  return queue(
    table,
    { kind: "account-link", to, purpose, ...asked, ...untried(origin, now) },
    LINK_SECONDS[purpose],
    now,
  );
}

export interface News {
  readonly to: string;
  readonly news: AccountNews;
  /** Who did it, by name. */
  readonly by: string;
  /** They did it to their own account. */
  readonly own: boolean;
  /** What they may do now; "" where that is not what changed. */
  readonly detail?: string;
  readonly origin: string;
}

/** How long news of an account may wait to be mailed, in seconds: a week, as Gmail may be away. */
const NEWS_SECONDS = 7 * 24 * 3_600;

/** Puts a mail to wait that tells whoever has an account that it is not what it was. */
export function queueNews(table: Table, { to, news, by, own, detail = "", origin }: News, now: Date): Promise<void> {
  const told = { kind: "account-news" as const, to, news, by, own, detail, done_at: now.toISOString() };
  return queue(table, { ...told, ...untried(origin, now) }, NEWS_SECONDS, now);
}

/** On an item of its own, which goes by itself. */
async function queue(table: Table, mail: OutboxMail, seconds: number, now: Date): Promise<void> {
  const id = randomUUID();
  await table.putNew({
    event_id: `${PARTITIONS.accountMail}${id}`,
    timestamp: "mail",
    ...outboxOf({ [`account-${id}`]: mail }, "account"),
    expires_at: Math.floor(now.getTime() / 1000) + seconds,
  });
}
