import type { SignatureRecord } from "../../rules/contract/api/waiver.ts";
import { charterTitle } from "../../rules/charter/title.ts";
import { dateOf } from "../../rules/time/dates.ts";
import { judgeClaim } from "../../rules/time/claim.ts";
import { fillIn } from "../../rules/words/fillIn.ts";
import { languageFor } from "../../rules/words/language.ts";
import { isMinor } from "../../rules/waiver/participants.ts";
import type { StoredEvent } from "../charter/stored.ts";
import { charterLines } from "../paper/facts.ts";
import { writeInstant } from "../paper/times.ts";
import { paperWords } from "../paper/words.ts";
import { renderMail, type MailRow } from "./layout.ts";
import type { MailContent } from "./mime.ts";

export interface SignatureMailFacts {
  readonly record: SignatureRecord;
  /** Of the file that goes along. */
  readonly pdf_sha256: string;
  readonly event: Pick<StoredEvent, "slug" | "title" | "first_name">;
  readonly origin: string;
  /** As it was called on the waiver. */
  readonly company: { readonly name: string; readonly timeZone: string };
}

const COPY_WORDS = {
  en: {
    subject: "Your signed waiver · {company}",
    label: "Copy of a signature",
    headline: "Thank you. Your signed waiver is attached.",
    keep: "Keep it",
    why: "This mail and its file show what was signed, by whom and when, whatever becomes of our own records.",
  },
  es: {
    subject: "Su documento firmado · {company}",
    label: "Copia de una firma",
    headline: "Gracias. Adjuntamos el documento firmado.",
    keep: "Consérvelo",
    why: "Este mensaje y su archivo muestran qué se firmó, quién lo firmó y cuándo, pase lo que pase con nuestros registros.",
  },
} as const;

/** Stands below the device's time where it is a day or more from ours. */
const CLOCK_IN_DOUBT = { en: "Clock in doubt", es: "Reloj dudoso" } as const;

/** Writes the mail that takes the copy to whoever signed, in the language that they signed in. What a mailbox shows of it first has no word of theirs. */
export function copyMail(facts: SignatureMailFacts): MailContent {
  const { record, company } = facts;
  const language = languageFor(record.language);
  const words = COPY_WORDS[language];
  return renderMail({
    subject: fillIn(words.subject, { company: company.name }),
    company: company.name,
    label: words.label,
    language,
    headline: words.headline,
    rows: [...witnessRows(facts, language), { name: words.keep, value: words.why }],
  });
}

/** Writes the mail that tells the admin of a signature: a second mailbox that holds what was signed. Its subject has the crew's words alone. */
export function signatureMail(facts: SignatureMailFacts): MailContent {
  const { record, event, company, origin } = facts;
  const charter = charterTitle({ ...event, slug: record.slug });
  return renderMail({
    subject: `Waiver signed · ${charter}, ${dateOf(record.slug)}`,
    company: company.name,
    label: "Waiver signed",
    headline: `${record.signer.name} signed for ${charter}`,
    rows: [...witnessRows(facts, "en"), ...(record.email === null ? [] : [{ name: "Copy to", value: record.email }])],
    link: { text: "Open the charter", url: `${origin}/charters/${event.slug}` },
  });
}

/** What makes a mailbox a witness: who, what, when, and the hashes that no later change of the record can meet. */
function witnessRows({ record, company, pdf_sha256 }: SignatureMailFacts, language: "en" | "es"): readonly MailRow[] {
  const words = paperWords(language);
  const day = dateOf(record.slug);
  const minor = { en: "under 18", es: "menor de 18 años" }[language];
  const names = record.participants.map(({ name, birth_date }) =>
    isMinor(birth_date, day) ? `${name} (${minor})` : name,
  );
  const doubtful = judgeClaim(record.signed_at, record.received_at) === "doubtful";
  const doubt = doubtful ? `\n${CLOCK_IN_DOUBT[language]}` : "";
  const when = (instant: string): string => writeInstant(instant, company.timeZone).replace(/(?<=UTC) = /, "\n");
  return [
    { name: words.charter, value: charterLines({ ...record, language }).join("\n") },
    { name: words.participants, value: names.join("\n"), strong: true },
    { name: words.signer, value: record.signer.name },
    { name: words.deviceTime, value: `${when(record.signed_at)}${doubt}` },
    { name: words.serverTime, value: when(record.received_at) },
    { name: words.record, value: record.id },
    { name: fillIn(words.recordHash, { hash: "" }).trim(), value: record.record_sha256 },
    { name: fillIn(words.textHash, { hash: "" }).trim(), value: record.text_sha256 },
    { name: "PDF SHA-256", value: pdf_sha256 },
  ];
}
