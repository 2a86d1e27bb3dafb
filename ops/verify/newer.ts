import type { StoredEvent } from "../../lambda/charter/stored.ts";
import { OutboxMail } from "../../lambda/charter/waitingMail.ts";
import { DepartureEntry } from "../../rules/contract/api/departure.ts";
import { EVENT_STATUSES } from "../../rules/contract/api/month.ts";
import { HistoryLine } from "../../rules/contract/api/history.ts";
import { isKnownKind } from "../../rules/contract/newer.ts";
import { uncountedEntries } from "../../rules/money/ledger.ts";
import { count } from "../cli/words.ts";
import type { Problem } from "./findings.ts";

/** Says what of a charter a newer version wrote, so that nobody takes silence for a check. */
export function newerInCharter(event: StoredEvent): Problem[] {
  const { payment_log, history, departures, outbox, failed_mails, status } = event;
  const entries = uncountedEntries(payment_log);
  const parts = [
    ...told(
      entries.length,
      "ledger entry, so that its total was not checked",
      "ledger entries, so that its total was not checked",
    ),
    ...told(
      history.filter((line) => !isKnownKind(HistoryLine, line)).length,
      "line of its history",
      "lines of its history",
    ),
    ...told(
      departures.filter((entry) => !isKnownKind(DepartureEntry, entry)).length,
      "departure entry",
      "departure entries",
    ),
    ...told(
      [outbox, failed_mails].flatMap(Object.values<OutboxMail>).filter((mail) => !isKnownKind(OutboxMail, mail)).length,
      "mail",
    ),
    ...(EVENT_STATUSES.some((known) => known === status) ? [] : [`its status ${status}`]),
  ];
  return parts.length === 0 ? [] : [{ text: `A newer version wrote ${parts.join(", ")}.` }];
}

function told(number: number, one: string, many?: string): string[] {
  return number === 0 ? [] : [count(number, one, many)];
}
