import type { Command } from "../cli/command.ts";
import { verify } from "./verify.ts";

const verifying: Command = {
  name: "verify",
  summary: "recomputes every signature's hash and every ledger's total, in the table or an export",
  positionals: [],
  flags: {
    file: { value: "FILE", summary: "an export to look at, instead of a stack" },
    pdf: { value: "FILE", summary: "says instead which signature this PDF is the copy of" },
  },
  stack: "optional",
  notes: [
    "Also: ids and corrections of each ledger, waiting mail, who is marked as signed, accounts, the waiver text behind each",
    "signature, the days that ledgers are noted on, and items that cannot be read. It changes nothing. It finds what was",
    "lost, damaged or edited without care; somebody who may write to the table can compute a hash, too. To see what a",
    "charter was before, compare with an older export.",
    "With --pdf, a copy of a signed waiver is looked up, as it was mailed to the patron and to the admin.",
  ].join("\n"),
  run: verify,
};

export const VERIFY_COMMANDS: readonly Command[] = [verifying];
