import type { ChangeEventRequest } from "../../rules/contract/api/event.ts";
import type { HistoryLine } from "../../rules/contract/api/history.ts";
import type { Account } from "../../rules/contract/api/session.ts";
import { rosterMessages } from "../../rules/crew/roster.ts";
import { describeDetails } from "../../rules/charter/history.ts";
import { newRosterMails, withRosterMails } from "../charter/rosterMails.ts";
import type { Services } from "../services.ts";
import { updateEvent } from "../charter/heal.ts";
import { signLine, withHistory } from "../charter/history.ts";
import { eventNotFound, staleRevision } from "./problems.ts";
import { readStoredEvent } from "./read.ts";
import { eventKey, type StoredEvent } from "../charter/stored.ts";

export interface Changer {
  readonly account: Account;
  /** What links in mails about it start with. */
  readonly origin: string;
}

/** Changes the details that the request names, if nobody has since `request.revision`. */
export async function changeEvent(
  services: Services,
  slug: string,
  request: ChangeEventRequest,
  by: Changer,
): Promise<void> {
  const event = await readStoredEvent(services.table, slug);
  if (event === undefined) throw eventNotFound();
  const { revision, ...details } = request;
  if (event.revision !== revision) throw staleRevision();
  const now = services.clock();
  const lines = linesOf(event, details, services, by.account);
  const after = { crew: details.crew ?? event.crew, status: details.status ?? event.status };
  const mails = newRosterMails(rosterMessages(event, after), {
    slug,
    cause: `revision ${revision + 1}`,
    origin: by.origin,
    now,
  });
  const order = withRosterMails(orderOf(revision, { ...details, changed_at: now.toISOString() }), mails);
  const written = await updateEvent(services.table, eventKey(slug), withHistory(order, lines, event));
  if (!written.ok) throw staleRevision();
}

function linesOf(
  event: StoredEvent,
  details: object,
  { config, clock }: Services,
  account: Account,
): readonly HistoryLine[] {
  const named = Object.fromEntries(Object.entries(details).filter(([, value]) => value !== undefined));
  const changes = describeDetails({ ...event }, named, event.currency || config.company.currency);
  return changes.length === 0 ? [] : [{ kind: "details", changes, ...signLine(account, clock()) }];
}

function orderOf(revision: number, details: object) {
  const changes = Object.entries(details).filter(([, value]) => value !== undefined);
  return {
    update: `SET ${["#revision = :next", ...changes.map(([name]) => `#${name} = :${name}`)].join(", ")}`,
    condition:
      revision === 0
        ? "attribute_exists(#event_id) AND attribute_not_exists(#revision)"
        : "attribute_exists(#event_id) AND #revision = :revision",
    values: {
      next: revision + 1,
      ...(revision === 0 ? {} : { revision }),
      ...Object.fromEntries(changes),
    },
  };
}
