import * as v from "valibot";

import { BY_OUTBOX_INDEX } from "../../rules/contract/table.ts";
import { readWaiting } from "../charter/holder.ts";
import { OUTBOX_STATES } from "../charter/queueMails.ts";
import { parseItem, parseKey } from "../dynamodb/items.ts";
import type { Key } from "../dynamodb/table.ts";
import type { Services } from "../services.ts";
import { sendDue, type RunCounts } from "./run.ts";

/** How many items of each kind a sweep looks at: keys alone, 150 bytes each. */
const ITEMS_MAX = 1_000;
/** How many of those that still wait are read to tell how old the oldest mail is: only an outage leaves as many. */
const MEASURED_MAX = 200;

/** Sends what is due of all outboxes, and measures what then still waits. */
export async function sweepOutbox(services: Services): Promise<RunCounts> {
  const now = services.clock().toISOString();
  const waiting = await findWaiting(services);
  const due = waiting.filter(({ outbox_due }) => outbox_due <= now).map(({ key }) => key);
  const counts = await sendDue(services, due, "oldest");
  await measureWaiting(services, waiting.length === 0 ? [] : await findWaiting(services));
  services.log.info("outbox swept", { ...counts });
  return counts;
}

interface WaitingItem {
  readonly key: Key;
  /** When the first of its mails is due. */
  readonly outbox_due: string;
}

const Due = v.object({ outbox_due: v.string() });

/** Finds the items on which mail waits, the charters before the signature records and these before notices, each kind by what is due first. */
async function findWaiting({ table }: Services): Promise<readonly WaitingItem[]> {
  const found = await Promise.all(
    Object.values(OUTBOX_STATES).map((state) =>
      table.query({
        index: BY_OUTBOX_INDEX,
        where: "#outbox_state = :state",
        values: { state },
        limit: ITEMS_MAX,
      }),
    ),
  );
  return found.flat().map((item) => ({
    key: parseKey(item),
    outbox_due: parseItem(Due, item, "place in the index").outbox_due,
  }));
}

/** What waits is as old as it was written, whatever it waits for: a mail between two tries is as late as one untried. */
async function measureWaiting({ table, log, clock }: Services, waiting: readonly WaitingItem[]): Promise<void> {
  const keys = waiting.slice(0, MEASURED_MAX).map(({ key }) => key);
  const written = await readWaiting(table, keys);
  const ages = written.map((created_at) => clock().getTime() - Date.parse(created_at));
  log.metric("OutboxAgeSeconds", Math.round(Math.max(0, ...ages) / 1000));
  log.metric("OutboxPending", written.length);
}
