import { charterTitle } from "../../rules/charter/title.ts";
import type { CallOff, CallOffEntry } from "../../rules/contract/api/callOff.ts";
import { lookUp } from "../../rules/contract/newer.ts";
import { waiverPath } from "../../rules/contract/slug.ts";
import type { Company } from "../company/inForce.ts";
import { calendarFile, type CalendarFacts } from "./calendarFile.ts";
import { dockRows, renderMail, rowIfAny, type MailRow } from "./layout.ts";
import type { MailContent } from "./mime.ts";
import { formatStart } from "./when.ts";

export interface CallOffMailFacts {
  readonly event: CalendarFacts & { readonly paid_cents: number };
  /** The last one. */
  readonly entry: CallOffEntry;
  /** `unsigned`: has to sign yet. */
  readonly patron: { readonly name: string; readonly unsigned: boolean };
  /** They were told before, of another end. */
  readonly anew: boolean;
  readonly origin: string;
  readonly company: Pick<Company, "name" | "timeZone" | "dock">;
}

/** Writes the mail that tells a patron that their charter is off, in the admin's words why, or that it sails after all; with the charter for their calendar. */
export async function callOffMail({
  event,
  entry,
  patron,
  anew,
  origin,
  company,
}: CallOffMailFacts): Promise<MailContent> {
  const when = formatStart(event.slug, event.starts_at, company.timeZone);
  const off = entry.kind === "called-off";
  const { unsigned } = patron;
  const page = `${origin}${waiverPath(event.slug)}`;
  const content = renderMail({
    subject: off ? `Your charter is called off: ${when}` : `Your charter sails after all: ${when}`,
    company: company.name,
    label: off ? "Called off" : "Sails",
    headline: off ? `${patron.name}, your charter is called off` : `${patron.name}, your charter sails after all`,
    rows: [
      { name: "Charter", value: charterTitle(event) },
      { name: off ? "It was" : "When", value: when, strong: true },
      ...rowIfAny("Vessel", event.vessel),
      ...(anew ? [{ name: "Changed", value: "This takes the place of what we wrote before." }] : []),
      ...dockRows(company.dock),
      ...(off ? [{ name: "Why", value: entry.reason }, ...moneyRow(entry, event.paid_cents)] : []),
      {
        name: "To do",
        value: off
          ? "Nothing. The attached file marks it as canceled in your calendar."
          : `${unsigned ? "Please sign the waiver; it takes a minute." : "Nothing: you have signed the waiver, and it counts."} The attached file puts it back into your calendar.`,
      },
    ],
    ...(unsigned && !off ? { link: { text: "Sign the waiver", url: page } } : {}),
  });
  return { ...content, attachments: [await calendarFile(event, { origin, company, page })] };
}

/** Others may have paid for them, so no sum is named. */
function moneyRow({ money }: CallOff, paidCents: number): MailRow[] {
  const value = paidCents > 0 ? lookUp(MONEY, money) : undefined;
  return value === undefined ? [] : [{ name: "What was paid", value }];
}

const MONEY = {
  credit: "It is kept for you as a credit, until you have chosen another day.",
  refund: "It will be refunded.",
};
