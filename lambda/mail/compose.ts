import type { KnownEntry } from "../../rules/contract/api/payment.ts";
import { isKnownKind, type Newer } from "../../rules/contract/newer.ts";
import { isKnownEntry, movementsOf } from "../../rules/money/ledger.ts";
import { listAccounts } from "../accounts/store.ts";
import type { Company } from "../company/inForce.ts";
import type { Holder } from "../charter/holder.ts";
import { soundly, type SeenEvent } from "../charter/partly.ts";
import { OutboxMail } from "../charter/waitingMail.ts";
import { countBroken } from "../dynamodb/readEach.ts";
import type { Services } from "../services.ts";
import { composeAccountLink } from "./composeAccountLink.ts";
import { composeAccountNews } from "./composeAccountNews.ts";
import { NEWER_MAIL, type Composed } from "./composed.ts";
import { composeCallOff } from "./composeCallOff.ts";
import { composeChanged } from "./composeChanged.ts";
import { composeMoved } from "./composeMoved.ts";
import { composeReminder } from "./composeReminder.ts";
import { composeRoster } from "./composeRoster.ts";
import { composeSignature } from "./composeSignature.ts";
import { floodMail } from "./floodMail.ts";
import { ledgerMail } from "./ledgerMail.ts";
import { overrideMail } from "./overrideMail.ts";
import { receiptMail } from "./receiptMail.ts";

interface Sender {
  readonly company: Company;
  /** Who hears of money, and of departures against the rules. */
  readonly admin: string;
}

interface MoneySender extends Sender {
  /** Who hears of money besides. */
  readonly others: readonly string[];
}

type KnownMail = Exclude<OutboxMail, { kind: Newer }>;

/** Writes a waiting mail as it has to be said now; of a charter's, by what the charter is. Throws BrokenPart where what it has to say cannot be read. */
export async function composeMail(services: Services, holder: Holder, mail: OutboxMail): Promise<Composed> {
  if (!isKnownKind(OutboxMail, mail)) return NEWER_MAIL;
  if (mail.kind === "account-link") return composeAccountLink(services, mail);
  if (mail.kind === "account-news") return composeAccountNews(services, mail);
  const { event } = holder;
  if (event === undefined) return { state: "impossible", code: "charter-missing" };
  return composeOfCharter(services, holder, event, mail);
}

async function composeOfCharter(
  services: Services,
  holder: Holder,
  event: SeenEvent,
  mail: Exclude<KnownMail, { kind: "account-link" | "account-news" }>,
): Promise<Composed> {
  const company = await services.company.read();
  const { admin } = services.config.mail;
  switch (mail.kind) {
    case "roster":
      return composeRoster(services, event, mail);
    case "reminder":
      return composeReminder(services, event, mail);
    case "payment":
    case "refund":
    case "reversal":
      return composeEntry({ company, admin, others: await moneyReaders(services, company) }, event, mail);
    case "signature":
    case "copy":
      return composeSignature(services, holder, event, mail);
    case "changed":
      return composeChanged(services, event, mail);
    case "moved":
      return composeMoved(services, event, mail);
    case "called-off":
    case "reopened":
      return composeCallOff(services, event, mail);
    // It gives way to the mails that it stands for (outbox/tellRest.ts), and is sent to nobody.
    case "rest":
      return { state: "needless" };
    case "override":
      return composeOverride({ company, admin }, event, mail);
    case "flood":
      return {
        state: "ready",
        to: admin,
        content: floodMail({ event: event.seen, mail, company }),
      };
    case "receipt":
      return composeReceipt(company, event, mail);
  }
}

/** Who hears of money besides the stack's admin, as long as they are admins. */
async function moneyReaders(services: Services, { moneyMails }: Company): Promise<readonly string[]> {
  if (moneyMails.length === 0) return [];
  const { admin } = services.config.mail;
  return countBroken(services, await listAccounts(services.table))
    .filter(({ role }) => role === "admin")
    .map(({ email }) => email)
    .filter((email) => email !== admin && moneyMails.includes(email));
}

/** The admin hears of money whatever else of the ledger cannot be read; what it comes to is then not said. */
function composeEntry(
  { company, admin, others }: MoneySender,
  event: SeenEvent,
  mail: Extract<OutboxMail, { kind: KnownEntry["kind"] }>,
): Composed {
  const entry = event.seen.payment_log.find(({ id }) => id === mail.entry_id);
  if (entry === undefined) return missingFrom(event, "payment_log", "entry-missing");
  if (!isKnownEntry(entry)) return { state: "impossible", code: "entry-missing" };
  const { payment_log } = entry.kind === "payment" ? event.seen : soundly(event, "payment_log");
  const facts = { ...event.seen, payment_log, incomplete: event.unread.has("payment_log") };
  const content = ledgerMail({ event: facts, entry, origin: mail.origin, company });
  return { state: "ready", to: admin, cc: others, content };
}

function composeOverride(
  { company, admin }: Sender,
  event: SeenEvent,
  mail: Extract<OutboxMail, { kind: "override" }>,
): Composed {
  const entry = event.seen.departures.find(({ id }) => id === mail.departure_id);
  if (entry?.kind !== "departed") return missingFrom(event, "departures", "departure-missing");
  return {
    state: "ready",
    to: admin,
    content: overrideMail({ event: event.seen, entry, origin: mail.origin, company }),
  };
}

/** What a mail is about may be what cannot be read: then it waits, and is not given up at once. */
function missingFrom(event: SeenEvent, part: "payment_log" | "departures", code: string): Composed {
  soundly(event, part);
  return { state: "impossible", code };
}

/** A payment that was reversed before its receipt went out was never made. */
function composeReceipt(
  company: Company,
  charter: SeenEvent,
  mail: Extract<OutboxMail, { kind: "receipt" }>,
): Composed {
  // What a patron reads of their money must be all of it.
  const event = { ...charter.seen, ...soundly(charter, "payment_log", "price_cents") };
  const payment = movementsOf(event.payment_log).find(({ entry }) => entry.id === mail.entry_id);
  if (payment?.entry.kind !== "payment") return { state: "impossible", code: "entry-missing" };
  if (payment.reversal !== undefined) return { state: "needless" };
  return { state: "ready", to: mail.to, content: receiptMail({ event, payment: payment.entry, company }) };
}
