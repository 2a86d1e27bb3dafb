import type { Command, Invocation, Report } from "../cli/command.ts";
import {
  addAccount,
  changePermission,
  changeRole,
  describeAccounts,
  disable,
  endSessions,
  parseAccount,
  parseEmail,
  parsePermission,
  parseRole,
  resetPassword,
  type By,
} from "./accounts.ts";

const EMAIL = { value: "E-MAIL", summary: "whose account it is" };
const LINK = { summary: "print the link, to be handed over, in place of mailing it" };
const LINK_NOTE =
  "Nobody but its owner ever knows a password: they choose how they sign in, by a link that works once.";

const add: Command = {
  name: "accounts add",
  summary: "adds an account and mails its owner an invitation",
  positionals: [],
  flags: {
    email: EMAIL,
    name: { value: "NAME", summary: "the person's name, as the dashboard shows it" },
    role: { value: "admin|crew", summary: "an admin can also take money, refund, add accounts and change charters" },
    link: LINK,
  },
  stack: "needed",
  notes: LINK_NOTE,
  run: async (call) => {
    const account = parseAccount({ email: call.text("email"), name: call.text("name"), role: call.text("role") });
    return done(await addAccount(await call.openStack(), account, by(call)), account);
  },
};

const list: Command = {
  name: "accounts list",
  summary: "shows who can sign in, and who was invited and has not been here",
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
  summary: "takes a password away, ends the sessions and mails a link; --enable also lets a disabled account in again",
  positionals: [],
  flags: {
    email: EMAIL,
    enable: { summary: "let a disabled account in again" },
    "without-second-factor": { summary: "take the second factor off, for who has lost it and showed you who they are" },
    link: LINK,
  },
  stack: "needed",
  notes: LINK_NOTE,
  run: async (call) => {
    const email = parseEmail(call.text("email"));
    const secondFactor = !call.isSet("without-second-factor");
    const options = { by: by(call), enable: call.isSet("enable"), secondFactor };
    return done(await resetPassword(await call.openStack(), email, options), { email });
  },
};

const allow: Command = {
  name: "accounts allow",
  summary: "lets a crew member do more: payments is to take money and log it",
  positionals: ["<permission>"],
  flags: { email: EMAIL },
  stack: "needed",
  run: (call) => permit(call, true),
};

const deny: Command = {
  name: "accounts deny",
  summary: "takes such a permission away",
  positionals: ["<permission>"],
  flags: { email: EMAIL },
  stack: "needed",
  run: (call) => permit(call, false),
};

const role: Command = {
  name: "accounts role",
  summary: "makes somebody admin or crew, and ends their sessions, so that their devices show it",
  positionals: ["<role>"],
  flags: { email: EMAIL },
  changes: true,
  stack: "needed",
  run: async (call) => {
    const wanted = parseRole(call.argument(0));
    const email = parseEmail(call.text("email"));
    const stack = await call.openStack();
    return done(await changeRole(stack, email, wanted, (preview) => call.terminal.confirm(preview)), {
      email,
      role: wanted,
    });
  },
};

const signOut: Command = {
  name: "accounts sign-out",
  summary: "ends all sessions of an account, or of everybody",
  positionals: [],
  flags: { email: EMAIL, all: { summary: "everybody's, in place of one account's" } },
  changes: true,
  stack: "needed",
  run: async (call) => {
    const email = call.isSet("all") ? undefined : parseEmail(call.text("email"));
    const stack = await call.openStack();
    return done(await endSessions(stack, email, (preview) => call.terminal.confirm(preview)), { email: email ?? null });
  },
};

async function permit(call: Invocation, given: boolean): Promise<Report> {
  const permission = parsePermission(call.argument(0));
  const email = parseEmail(call.text("email"));
  return done(await changePermission(await call.openStack(), email, permission, given), { email, permission, given });
}

function by(call: Invocation): By {
  return call.isSet("link") ? "link" : "mail";
}

function done(text: string, data: unknown): Report {
  return { ok: true, text, data };
}

export const ACCOUNT_COMMANDS: readonly Command[] = [add, list, disabling, reset, allow, deny, role, signOut];
