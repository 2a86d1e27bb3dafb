import type { LinkPurpose } from "../../rules/contract/api/link.ts";
import { renderMail } from "./layout.ts";
import type { MailContent } from "./mime.ts";

export interface AccountLinkFacts {
  readonly name: string;
  readonly purpose: LinkPurpose;
  readonly url: string;
  readonly company: string;
}

/** Writes the mail with the link by which somebody chooses a password. */
export function accountLinkMail({ name, purpose, url, company }: AccountLinkFacts): MailContent {
  const { subject, headline, lasts, link, otherwise } = WORDS[purpose];
  return renderMail({
    subject: subject(company),
    company,
    label: "Your account",
    headline: headline(name, company),
    rows: [
      { name: "To do", value: "Open the link on the device that you want to use." },
      { name: "Works", value: `Once, and for ${lasts}.`, strong: true },
    ],
    link: { text: link, url },
    footer: [{ text: otherwise }],
  });
}

interface Words {
  readonly subject: (company: string) => string;
  readonly headline: (name: string, company: string) => string;
  readonly lasts: string;
  readonly link: string;
  readonly otherwise: string;
}

const WORDS: Readonly<Record<LinkPurpose, Words>> = {
  invitation: {
    subject: (company) => `Your account at ${company}`,
    headline: (name, company) => `${name}, you have an account at ${company}`,
    lasts: "7 days",
    link: "Choose how you sign in",
    otherwise: "You expected no account? Then leave this mail alone: without the link nobody can use it.",
  },
  reset: {
    subject: (company) => `Choose a new password for ${company}`,
    headline: (name) => `${name}, choose a new password`,
    lasts: "one hour",
    link: "Choose a new password",
    otherwise:
      "You did not ask for it? Then leave this mail alone: your password stays as it is. Somebody may have typed your address.",
  },
};
