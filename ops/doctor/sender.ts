import { Resolver } from "node:dns/promises";

import { setCommand } from "../../rules/stack/configProblems.ts";
import { ok, skipped, warning, type Finding } from "./finding.ts";

/** Whether a domain takes mail; "unknown" where no name server answered. */
export type MailDomain = "takes-mail" | "takes-none" | "unknown";

/** Asks the name servers whether a domain takes mail. */
export async function askMailDomain(domain: string): Promise<MailDomain> {
  const resolver = new Resolver({ timeout: 3_000, tries: 1 });
  try {
    const servers = await resolver.resolveMx(domain);
    // RFC 7505: a single "." says that the domain takes no mail.
    return servers.some(({ exchange }) => exchange !== "") ? "takes-mail" : "takes-none";
  } catch (fault) {
    const code = fault instanceof Error && "code" in fault ? fault.code : undefined;
    return code === "ENOTFOUND" || code === "ENODATA" ? "takes-none" : "unknown";
  }
}

/** Judges the sender address. Gmail sends as its own account where the address is not an alias of that. */
export function judgeSender(stack: string, address: string | undefined, domain: MailDomain): Finding {
  if (address === undefined) return skipped("sender", "see configuration.");
  if (domain === "unknown")
    return skipped("sender", `${address}: no name server answered, so its domain was not looked up.`);
  if (domain === "takes-mail")
    return ok("sender", `${address}. It must be the Gmail account itself or one of its "send mail as" addresses.`);
  return warning("sender", `${address} cannot get an answer: its domain takes no mail.`, setCommand(stack, "mailFrom"));
}
