import * as v from "valibot";

import { queueLink } from "../../lambda/accountMail/queue.ts";
import { makeLink } from "../../lambda/accounts/links.ts";
import {
  createAccount,
  disableAccount,
  endAllSessions,
  getAccount,
  hasAdmin,
  listAllAccounts,
  setRights,
  takePassword,
  toAccount,
  type StoredAccount,
} from "../../lambda/accounts/store.ts";
import { Email, PersonName } from "../../rules/contract/api/fields.ts";
import { linkTo } from "../../rules/contract/api/paths/links.ts";
import { PERMISSIONS, ROLES, type Permission, type Role } from "../../rules/contract/api/session.ts";
import { dateOf } from "../../rules/time/dates.ts";
import type { Report } from "../cli/command.ts";
import { Refusal, UsageError } from "../refusal.ts";
import { count } from "../cli/words.ts";
import { formatTable } from "../cli/table.ts";
import type { Stack } from "../stack/stack.ts";

const NewAccount = v.object({ email: Email, name: PersonName, role: v.picklist(ROLES) });
type NewAccount = v.InferOutput<typeof NewAccount>;

/** How somebody gets the link by which they choose how they sign in. */
export type By = "mail" | "link";

/** Reads `--email`, or throws a UsageError that says what is wrong with it. */
export function parseEmail(text: string | undefined): string {
  return parseFlag("email", Email, text);
}

/** Reads the flags that describe a new account, or throws a UsageError that names the wrong one. */
export function parseAccount(flags: Readonly<Record<keyof NewAccount, string | undefined>>): NewAccount {
  return {
    email: parseEmail(flags.email),
    name: parseFlag("name", PersonName, flags.name),
    role: parseFlag("role", NewAccount.entries.role, flags.role),
  };
}

/** Reads the name of a permission, or throws a UsageError that lists them. */
export function parsePermission(text: string | undefined): Permission {
  return parseWord("permission", PERMISSIONS, text);
}

/** Reads the name of a role, or throws a UsageError that lists them. */
export function parseRole(text: string | undefined): Role {
  return parseWord("role", ROLES, text);
}

function parseWord<Word extends string>(what: string, words: readonly Word[], text: string | undefined): Word {
  const found = words.find((known) => known === text);
  if (found !== undefined) return found;
  throw new UsageError(`"${text ?? ""}" is not a ${what}; there is ${words.join(" and ")}.`);
}

function parseFlag<Schema extends v.GenericSchema>(
  flag: string,
  schema: Schema,
  text: string | undefined,
): v.InferOutput<Schema> {
  if (text === undefined) throw new UsageError(`--${flag} is missing.`);
  const parsed = v.safeParse(schema, text);
  if (parsed.success) return parsed.output;
  const [{ type, message }] = parsed.issues;
  throw new UsageError(`--${flag} "${text}" ${type === "picklist" ? `must be ${ROLES.join(" or ")}` : message}.`);
}

/** Adds an account, invites its owner, and says how. */
export async function addAccount(stack: Stack, account: NewAccount, by: By): Promise<string> {
  const existing = await getAccount(stack.table(), account.email);
  if (existing !== undefined) throw new Refusal(taken(stack, existing));
  const created = await createAccount(stack.table(), account, new Date());
  if (!created.ok)
    throw new Refusal(`${account.email} was given an account in ${stack.name} meanwhile. Nothing was changed.`);
  const invited = await invite(stack, await needAccount(stack, account.email), by);
  return `Added ${account.role} ${account.name} <${account.email}> to ${stack.name}. ${invited}`;
}

/** Mails the invitation, which the function does within a minute, or makes the link to be handed over. */
async function invite(stack: Stack, account: StoredAccount, by: By): Promise<string> {
  const [table, origin, now] = [stack.table(), stack.output("url"), new Date()];
  if (by === "mail") {
    await queueLink(table, { to: account.email, purpose: "invitation", origin }, now);
    return "A mail with a link is on its way to them; it works once, for 7 days.";
  }
  const token = await makeLink(table, account, "invitation", now);
  return `Hand them this link; it works once, for 7 days:\n${linkTo(origin, token)}`;
}

function taken({ name }: Stack, { email, role, disabled_at }: StoredAccount): string {
  return disabled_at === undefined
    ? `${email} has an account in ${name} already (${role}). Nothing was changed.`
    : `${email} had an account in ${name}, disabled on ${dateOf(disabled_at)}. accounts reset --enable lets it in again.`;
}

/** Lists who can sign in, and with `all` also who could once. */
export async function describeAccounts(stack: Stack, all: boolean): Promise<Report> {
  const { found: stored, broken } = await listAllAccounts(stack.table());
  const accounts = stored.filter(({ disabled_at }) => all || disabled_at === undefined);
  const data = accounts.map((account) => ({
    ...toAccount(account),
    invited_at: account.invited_at ?? null,
    ...(all ? { disabled_at: account.disabled_at ?? null } : {}),
  }));
  const unread = broken.length === 0 ? "" : `\n${unreadable(broken.length)}`;
  if (accounts.length === 0 && broken.length === 0)
    return { ok: true, text: `Nobody can sign in to ${stack.name} yet. Add an admin with accounts add.`, data };
  const heads = ["E-MAIL", "ROLE", "MAY", "INVITED", ...(all ? ["DISABLED"] : []), "NAME"];
  const rows = accounts.map(({ email, role, permissions = [], name, invited_at, disabled_at }) => [
    email,
    role,
    role === "admin" ? "all" : permissions.join(" "),
    day(invited_at),
    ...(all ? [day(disabled_at)] : []),
    name,
  ]);
  return { ok: broken.length === 0, text: `${formatTable([heads, ...rows])}${unread}`, data };
}

function day(instant: string | undefined): string {
  return instant === undefined ? "" : dateOf(instant);
}

function unreadable(number: number): string {
  return `${count(number, "account")} cannot be read. verify says which, and what is wrong.`;
}

export interface ResetOptions {
  readonly by: By;
  /** Whether a disabled account may sign in again. */
  readonly enable: boolean;
  /** Whether a second factor stays. */
  readonly secondFactor: boolean;
}

/** Takes an account's password away, ends its sessions, invites its owner to choose another, and says so. */
export async function resetPassword(stack: Stack, email: string, options: ResetOptions): Promise<string> {
  const { by, enable, secondFactor } = options;
  const { name, role, disabled_at } = await needAccount(stack, email);
  if (disabled_at !== undefined && !enable) {
    throw new Refusal(
      `${email} was disabled in ${stack.name} on ${dateOf(disabled_at)}. Add --enable to let ${name} sign in again.`,
    );
  }
  const account = await takePassword(stack.table(), email, new Date(), { enable, secondFactor });
  if (account === undefined) throw noAccount(stack, email);
  const invited = await invite(stack, account, by);
  const off = secondFactor ? "" : " No second factor is asked for.";
  const again = `${disabled_at === undefined ? "" : " The account is enabled again."}${off}`;
  return `The password of ${role} ${name} <${email}> in ${stack.name} is gone, and all sessions of that account have ended.${again} ${invited}`;
}

async function needAccount(stack: Stack, email: string): Promise<StoredAccount> {
  const account = await getAccount(stack.table(), email);
  if (account === undefined) throw noAccount(stack, email);
  return account;
}

function noAccount(stack: Stack, email: string): Refusal {
  return new Refusal(`${email} has no account in ${stack.name}. accounts list shows who has.`);
}

/** Gives a permission or takes it away, and says what the account may do then. */
export async function changePermission(
  stack: Stack,
  email: string,
  permission: Permission,
  given: boolean,
): Promise<string> {
  const { name, role, permissions = [] } = await needAccount(stack, email);
  if (role === "admin") return `${name} <${email}> is an admin in ${stack.name}, and may do all of it.`;
  const others = permissions.filter((held) => held !== permission);
  await setRights(stack.table(), email, { permissions: given ? [...others, permission] : others });
  return `${role} ${name} <${email}> ${given ? "may now" : "may no longer"} log payments in ${stack.name}.`;
}

/** Gives somebody another role, ends their sessions, and says so, also when nobody is left who could add an account on the dashboard. */
export async function changeRole(
  stack: Stack,
  email: string,
  role: Role,
  confirm: (preview: string) => Promise<void>,
): Promise<string> {
  const { name, role: had } = await needAccount(stack, email);
  if (had === role) return `${name} <${email}> has the role ${role} in ${stack.name} already.`;
  await confirm(`Make ${had} ${name} <${email}> ${role} in ${stack.name}, and end all sessions of that account.`);
  await setRights(stack.table(), email, { role });
  const warning = await warnWithoutAdmin(stack);
  return `${name} <${email}> has the role ${role} in ${stack.name} now, in place of ${had}. All sessions of that account have ended.${warning}`;
}

/** Ends all sessions of an account, or of all accounts, and says so. */
export async function endSessions(
  stack: Stack,
  email: string | undefined,
  confirm: (preview: string) => Promise<void>,
): Promise<string> {
  if (email !== undefined) {
    const { name } = await needAccount(stack, email);
    await confirm(`End all sessions of ${name} <${email}> in ${stack.name}.`);
    await endAllSessions(stack.table(), email);
    return `Ended all sessions of ${name} <${email}> in ${stack.name}.`;
  }
  const { found } = await listAllAccounts(stack.table());
  await confirm(
    `End all sessions of ${count(found.length, "account")} in ${stack.name}. Everybody has to sign in again.`,
  );
  for (const account of found) await endAllSessions(stack.table(), account.email);
  return `Ended all sessions of ${count(found.length, "account")} in ${stack.name}.`;
}

/** Disables an account and says so, also when nobody is left who could add another one on the dashboard. */
export async function disable(
  stack: Stack,
  email: string,
  confirm: (preview: string) => Promise<void>,
): Promise<string> {
  const { name, role, disabled_at } = await needAccount(stack, email);
  if (disabled_at !== undefined)
    return `${role} ${name} <${email}> was disabled in ${stack.name} on ${dateOf(disabled_at)} already.`;
  await confirm(`Disable ${role} ${name} <${email}> in ${stack.name}, and end all sessions of that account.`);
  await disableAccount(stack.table(), email, new Date());
  const warning = await warnWithoutAdmin(stack);
  return `Disabled ${role} ${name} <${email}> in ${stack.name} and ended all sessions of that account.${warning}`;
}

async function warnWithoutAdmin(stack: Stack): Promise<string> {
  return (await hasAdmin(stack.table())) ? "" : `\nNo admin is left in ${stack.name}. Add one with accounts add.`;
}
