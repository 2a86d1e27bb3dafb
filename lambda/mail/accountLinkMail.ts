import type { LinkPurpose } from "../../rules/contract/api/link.ts";
import { renderMail, rowIfAny } from "./layout.ts";
import type { MailContent } from "./mime.ts";

export interface AccountLinkFacts {
  readonly name: string;
  readonly purpose: LinkPurpose;
  readonly url: string;
  readonly company: string;
  /** The admin who asked for it, by name; undefined where nobody knows who did. */
  readonly askedBy: string | undefined;
}

/** Writes the mail with the link by which somebody chooses a password. */
export function accountLinkMail({ name, purpose, url, company, askedBy }: AccountLinkFacts): MailContent {
  const { subject, headline, lasts, link, otherwise } = WORDS[purpose];
  return renderMail({
    subject: subject(company),
    company,
    label: "Your account",
    headline: headline(name, company),
    rows: [
      ...rowIfAny("Asked for by", askedBy ?? ""),
      { name: "To do", value: "Open the link on the device that you want to use." },
      { name: "Works", value: `Once, and for ${lasts}.`, strong: true },
    ],
    link: { text: link, url },
    footer: [{ text: otherwise(askedBy) }],
  });
}

interface Words {
  readonly subject: (company: string) => string;
  readonly headline: (name: string, company: string) => string;
  readonly lasts: string;
  readonly link: string;
  readonly otherwise: (askedBy: string | undefined) => string;
}

const WORDS: Readonly<Record<LinkPurpose, Words>> = {
  invitation: {
    subject: (company) => `Your account at ${company}`,
    headline: (name, company) => `${name}, you have an account at ${company}`,
    lasts: "7 days",
    link: "Choose how you sign in",
    otherwise: () => "You expected no account? Then leave this mail alone: without the link nobody can use it.",
  },
  reset: {
    subject: (company) => `Choose a new password for ${company}`,
    headline: (name) => `${name}, choose a new password`,
    lasts: "one hour",
    link: "Choose a new password",
    otherwise: (askedBy) =>
      askedBy === undefined
        ? "You did not ask for it? Then leave this mail alone: your password stays as it is. Somebody may have typed your address."
        : `${askedBy} asked for it on the crew’s page. You need no new password? Then leave this mail alone: yours stays as it is.`,
  },
};
