import { canonicalJson } from "./canonicalJson.ts";

/** One section of a waiver: a heading and its paragraphs, plain text. The page makes real HTML of it. */
export interface WaiverSection {
  readonly heading: string;
  readonly paragraphs: readonly string[];
}

/** A waiver text as patrons see it. A version is never edited once somebody may have signed it: add the next one. */
export interface WaiverText {
  /** `YYYY-MM-DD` of the day it came into force, which also orders versions. */
  readonly version: string;
  readonly title: string;
  readonly sections: readonly WaiverSection[];
}

const COMPANY = "{company}";

/** All versions that were ever shown, oldest first. */
const WAIVER_TEXTS: readonly WaiverText[] = [
  {
    version: "2026-05-01",
    title: "Release of liability and assumption of risk",
    sections: [
      {
        heading: "What you are agreeing to",
        paragraphs: [
          `You are about to go sailing with ${COMPANY}. Sailing has risks that nobody can remove. By signing you say that you know them, that you accept them, and that you will not hold ${COMPANY}, its owners, captains and crew responsible for harm that comes from those risks.`,
        ],
      },
      {
        heading: "The risks",
        paragraphs: [
          "The boat moves, decks get wet, and the boom crosses the cockpit. People slip, fall, are struck, get seasick, sunburned or cold, and can fall overboard and drown. Weather and other boats can change things quickly, and medical help may be far away.",
        ],
      },
      {
        heading: "What you will do",
        paragraphs: [
          "You will follow the captain's instructions at all times, wear a life jacket when told to, and tell the captain before departure about anything in your health that matters on the water. You will not be under the influence of drugs, or of more alcohol than the captain allows.",
          "The captain may refuse boarding, change the route or return early for safety.",
        ],
      },
      {
        heading: "Release",
        paragraphs: [
          `To the fullest extent the law allows, you release ${COMPANY}, its owners, captains, crew and vessels from claims for injury, death, or loss of property arising from the charter, including claims based on ordinary negligence. This does not release anyone from gross negligence or intentional harm.`,
          "You agree to emergency medical care if the captain thinks it necessary, and to pay for it.",
        ],
      },
      {
        heading: "If you sign for a child",
        paragraphs: [
          "If the participant is under 18, you say that you are the parent or legal guardian, that you agree to all of this for the child and for yourself, and that you will see that the child follows the captain's instructions.",
        ],
      },
      {
        heading: "Signing on a screen",
        paragraphs: [
          `You agree to sign electronically, and that this counts as much as ink on paper. You may ask ${COMPANY} for a paper copy at any time, at no cost, or ask to sign on paper instead.`,
        ],
      },
    ],
  },
];

/** The version that is signed now, with the company's name filled in. */
export function currentWaiver(company: string): WaiverText {
  const latest = WAIVER_TEXTS.at(-1);
  if (latest === undefined) throw new Error("There is no waiver text.");
  return fillIn(latest, company);
}

/** The waiver of a version, with the company's name filled in, or undefined when there never was one. */
export function waiverOfVersion(version: string, company: string): WaiverText | undefined {
  const found = WAIVER_TEXTS.find((text) => text.version === version);
  return found === undefined ? undefined : fillIn(found, company);
}

function fillIn(text: WaiverText, company: string): WaiverText {
  const fill = (part: string): string => part.replaceAll(COMPANY, company);
  return {
    version: text.version,
    title: fill(text.title),
    sections: text.sections.map(({ heading, paragraphs }) => ({ heading: fill(heading), paragraphs: paragraphs.map(fill) })),
  };
}

/** The bytes whose SHA-256 names a text: canonical JSON of version, title and sections. */
export function waiverTextBytes(text: WaiverText): string {
  return canonicalJson({
    version: text.version,
    title: text.title,
    sections: text.sections.map(({ heading, paragraphs }) => ({ heading, paragraphs: [...paragraphs] })),
  });
}
