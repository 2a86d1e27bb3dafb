import type { Command } from "../cli/command.ts";
import { verify } from "./verify.ts";

const verifying: Command = {
  name: "verify",
  summary: "recomputes every seal, hash and total, in the table or an export",
  positionals: [],
  flags: {
    file: { value: "FILE", summary: "an export to look at, instead of a stack" },
    witness: { value: "MAILS", summary: "a mail, a mailbox or a directory of them, to hold what is stored against" },
    authorities: { value: "PEM", summary: "the certificates whose owners are trusted for outside timestamps" },
    pdf: { value: "FILE", summary: "says instead which signature this PDF is the copy of" },
  },
  stack: "optional",
  notes: [
    "Of signatures, ledgers, departures, closeouts, waiver texts, vessels, accounts' rights and charters' details; also ids",
    "and corrections of each ledger, waiting mail, who is marked as signed, the days that ledgers are noted on, and items that",
    "cannot be read. It changes nothing. Somebody who may write to the table can compute a seal, too, but not write anew what",
    "has left the house: each mail to the admin about money or a departure at no go says how long a list was and what it came",
    "to. With --witness, such mails are held against what is stored: saved (.eml), a mailbox (mbox), or pasted as text.",
    "Outside timestamps are checked without asking anybody, with --authorities up to a certificate that you trust.",
    "What nobody can tell is said with a dot. docs/evidence.md says what is sealed, and what is not.",
    "With --pdf, a copy of a signed waiver is looked up, as it was mailed to the patron and to the admin.",
  ].join("\n"),
  run: verify,
};

export const VERIFY_COMMANDS: readonly Command[] = [verifying];
