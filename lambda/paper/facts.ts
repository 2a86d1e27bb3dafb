import type { SignatureRecord } from "../../rules/contract/api/waiver.ts";
import { lookUp } from "../../rules/contract/newer.ts";
import { fillIn } from "../../rules/words/fillIn.ts";
import { parseSlug } from "../../rules/contract/slug.ts";
import { dateOf } from "../../rules/time/dates.ts";
import { languageFor } from "../../rules/words/language.ts";
import { isMinor } from "../../rules/waiver/participants.ts";
import { foldName } from "../../rules/people/foldName.ts";
import type { ShownText } from "../../rules/waiver/text.ts";
import { wordsOf } from "../waiver/words/wordsOf.ts";
import { isolated } from "./isolated.ts";
import { writeDate, writeInstant } from "./times.ts";
import type { Stamp } from "../rfc3161/stamp.ts";
import type { PaperWords } from "./words.ts";

/** All that a copy is made of. The charter is told from its slug alone, as its title may still change. */
export interface PaperFacts {
  readonly record: SignatureRecord;
  /** The very text that was signed. */
  readonly text: ShownText;
  /** The dock's, an IANA name. */
  readonly timeZone: string;
  /** What an outside clock said, where it was asked. */
  readonly stamp?: Stamp | undefined;
}

/** What stands in a row of the table of facts. */
export type Row = readonly [label: string, values: readonly string[]];

/** Lists what was entered and found, label by label, each with the lines that stand beside it. */
export function factRows({ record, timeZone, stamp }: PaperFacts, words: PaperWords): readonly Row[] {
  const { emergency_contact: contact, email } = record;
  return [
    [words.charter, charterLines(record)],
    [words.participants, participantLines(record, words)],
    [words.signer, [signerLine(record, words)]],
    [words.contact, [`${isolated(contact.name)}, ${contact.phone}`]],
    [words.deviceTime, writeInstant(record.signed_at, timeZone).split(/(?<=UTC) = /)],
    [words.serverTime, writeInstant(record.received_at, timeZone).split(/(?<=UTC) = /)],
    ...(stamp === undefined
      ? []
      : [[words.stampTime, [...writeInstant(stamp.at, timeZone).split(/(?<=UTC) = /), stamp.authority]] as const]),
    [words.place, [placeOf(record, words)]],
    ...(email === null ? [] : [[words.copy, [email]] as const]),
    [words.address, [record.address]],
    [words.device, [record.user_agent]],
    [words.record, [record.id]],
  ];
}

/** Names a charter by its day and period, and by its slug. */
export function charterLines({ slug, language }: Pick<SignatureRecord, "slug" | "language">): readonly string[] {
  const parts = parseSlug(slug);
  const { locale, periods } = wordsOf(languageFor(language));
  return parts === undefined ? [slug] : [`${writeDate(parts.date, locale)}, ${periods[parts.period]}`, slug];
}

function participantLines({ participants, slug, language }: SignatureRecord, { one }: PaperWords): readonly string[] {
  const { locale } = wordsOf(languageFor(language));
  return participants.map(({ name, birth_date }) =>
    fillIn(isMinor(birth_date, dateOf(slug)) ? one.minor : one.adult, {
      name: isolated(name),
      birth: writeDate(birth_date, locale),
    }),
  );
}

/** Anybody can open the page that the crew's device has: who was signed in on it, the server knows. */
function placeOf({ place, crew_signed_in }: SignatureRecord, { places, saidKiosk }: PaperWords): string {
  if (place === "kiosk" && crew_signed_in === false) return saidKiosk;
  return lookUp(places, place) ?? place;
}

function signerLine({ signer, participants }: SignatureRecord, { signs }: PaperWords): string {
  const others = participants.filter(({ name }) => foldName(name) !== foldName(signer.name)).map(({ name }) => name);
  const sentence =
    signer.relationship === null ? signs.self : others.length < participants.length ? signs.both : signs.other;
  return fillIn(sentence, {
    name: isolated(signer.name),
    relationship: isolated(signer.relationship ?? ""),
    names: others.map(isolated).join(", "),
  });
}
