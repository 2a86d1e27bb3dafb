import type { Command, Report } from "../cli/command.ts";
import { addAccount, describeAccounts, disable, parseAccount, parseEmail, resetPassword } from "./accounts.ts";
import { readNewPassword } from "./prompt.ts";

const EMAIL = { value: "E-MAIL", summary: "whose account it is" };
const PASSWORD_NOTE = "The password is asked for twice, or read from a pipe (one line). It is never an argument.";

const add: Command = {
  name: "accounts add",
  summary: "adds an account; asks for its password",
  positionals: [],
  flags: {
    email: EMAIL,
    name: { value: "NAME", summary: "the person's name, as the dashboard shows it" },
    role: { value: "admin|crew", summary: "an admin can also refund, add accounts and change charters" },
  },
  stack: "needed",
  notes: PASSWORD_NOTE,
  run: async (call) => {
    const account = parseAccount({ email: call.text("email"), name: call.text("name"), role: call.text("role") });
    const stack = await call.openStack();
    return done(await addAccount(stack, account, () => readNewPassword(call.terminal, account.email)), account);
  },
};

const list: Command = {
  name: "accounts list",
  summary: "shows who can sign in",
  positionals: [],
  flags: { all: { summary: "also show who was disabled, and when" } },
  stack: "needed",
  run: async (call) => describeAccounts(await call.openStack(), call.isSet("all")),
};

const disabling: Command = {
  name: "accounts disable",
  summary: "disables an account and ends its sessions at once",
  positionals: [],
  flags: { email: EMAIL },
  changes: true,
  stack: "needed",
  run: async (call) => {
    const email = parseEmail(call.text("email"));
    return done(await disable(await call.openStack(), email, (preview) => call.terminal.confirm(preview)), { email });
  },
};

const reset: Command = {
  name: "accounts reset",
  summary: "gives an account a new password and ends its sessions; --enable also lets a disabled one in again",
  positionals: [],
  flags: { email: EMAIL, enable: { summary: "let a disabled account in again" } },
  stack: "needed",
  notes: PASSWORD_NOTE,
  run: async (call) => {
    const email = parseEmail(call.text("email"));
    const stack = await call.openStack();
    const askPassword = () => readNewPassword(call.terminal, email);
    return done(await resetPassword(stack, email, { askPassword, enable: call.isSet("enable") }), { email });
  },
};

function done(text: string, data: unknown): Report {
  return { ok: true, text, data };
}

export const ACCOUNT_COMMANDS: readonly Command[] = [add, list, disabling, reset];
