import { isKnownKind } from "../../rules/contract/newer.ts";
import { isKnownEntry, movementsOf } from "../../rules/money/ledger.ts";
import type { Config } from "../env.ts";
import type { StoredEvent } from "../charter/stored.ts";
import { OutboxMail } from "../charter/waitingMail.ts";
import type { Services } from "../services.ts";
import { NEWER_MAIL, type Composed } from "./composed.ts";
import { composeReminder } from "./composeReminder.ts";
import { composeRoster } from "./composeRoster.ts";
import { composeSignature } from "./composeSignature.ts";
import { floodMail } from "./floodMail.ts";
import { ledgerMail } from "./ledgerMail.ts";
import { overrideMail } from "./overrideMail.ts";
import { receiptMail } from "./receiptMail.ts";

/** Writes a waiting mail of a charter as it has to be said now. */
export function composeMail(services: Services, event: StoredEvent, mail: OutboxMail): Promise<Composed> {
  const { config } = services;
  if (!isKnownKind(OutboxMail, mail)) return Promise.resolve(NEWER_MAIL);
  switch (mail.kind) {
    case "roster":
      return composeRoster(services, event, mail);
    case "reminder":
      return composeReminder(services, event, mail);
    case "payment":
    case "refund":
    case "reversal": {
      const entry = event.payment_log.find(({ id }) => id === mail.entry_id);
      if (entry === undefined || !isKnownEntry(entry))
        return Promise.resolve({ state: "impossible", code: "entry-missing" });
      const content = ledgerMail({ event, entry, origin: mail.origin, company: config.company });
      return Promise.resolve({ state: "ready", to: config.mail.admin, content });
    }
    case "signature":
    case "copy":
      return composeSignature(services, event, mail);
    case "override":
      return Promise.resolve(composeOverride(config, event, mail));
    case "flood":
      return Promise.resolve({
        state: "ready",
        to: config.mail.admin,
        content: floodMail({ event, mail, company: config.company }),
      });
    case "receipt":
      return Promise.resolve(composeReceipt(config, event, mail));
  }
}

function composeOverride(
  { company, mail: { admin } }: Config,
  event: StoredEvent,
  mail: Extract<OutboxMail, { kind: "override" }>,
): Composed {
  const entry = event.departures.find(({ id }) => id === mail.departure_id);
  if (entry?.kind !== "departed") return { state: "impossible", code: "departure-missing" };
  return { state: "ready", to: admin, content: overrideMail({ event, entry, origin: mail.origin, company }) };
}

/** A payment that was reversed before its receipt went out was never made. */
function composeReceipt(
  { company }: Config,
  event: StoredEvent,
  mail: Extract<OutboxMail, { kind: "receipt" }>,
): Composed {
  const payment = movementsOf(event.payment_log).find(({ entry }) => entry.id === mail.entry_id);
  if (payment?.entry.kind !== "payment") return { state: "impossible", code: "entry-missing" };
  if (payment.reversal !== undefined) return { state: "needless" };
  return { state: "ready", to: mail.to, content: receiptMail({ event, payment: payment.entry, company }) };
}
