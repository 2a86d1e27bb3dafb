import { domainToASCII } from "node:url";

/** Of these, dots in the first part of an address mean nothing. Source: Gmail help, "Dots don't matter in Gmail addresses". */
const DOTLESS = ["gmail.com", "googlemail.com"];

/**
 * Names the mailbox that mails to an address are counted for, and never where one is sent: most ways to write one mailbox
 * become the same. What is behind a plus is left away, the domain is as the DNS has it, and Gmail's two names and its dots are one.
 */
export function mailboxOf(address: string): string {
  const at = address.lastIndexOf("@");
  const name = address.slice(0, at).normalize("NFKC").toLowerCase();
  const written = address
    .slice(at + 1)
    .normalize("NFKC")
    .toLowerCase();
  const domain = (domainToASCII(written) || written).replace(/\.+$/, "");
  const untagged = name.replace(/(?<=.)\+.*$/s, "");
  return DOTLESS.includes(domain) ? `${untagged.replaceAll(".", "")}@${DOTLESS[0]}` : `${untagged}@${domain}`;
}
