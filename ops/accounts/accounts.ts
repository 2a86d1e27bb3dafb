import * as v from "valibot";

import {
  createAccount,
  disableAccount,
  getAccount,
  listAllAccounts,
  setPassword,
  toAccount,
  type StoredAccount,
} from "../../lambda/accounts/store.ts";
import { AddCrewRequest, ROLES } from "../../rules/contract/api/session.ts";
import { dateOf } from "../../rules/time/dates.ts";
import type { Report } from "../cli/command.ts";
import { Refusal, UsageError } from "../refusal.ts";
import { count } from "../cli/words.ts";
import { formatTable } from "../cli/table.ts";
import type { Stack } from "../stack/stack.ts";

const { email: Email, name: PersonName, role: RoleField } = AddCrewRequest.entries;

/** An account to be added, but for its password. */
type NewAccount = Omit<AddCrewRequest, "password">;

/** Reads `--email`, or throws a UsageError that says what is wrong with it. */
export function parseEmail(text: string | undefined): string {
  return parseFlag("email", Email, text);
}

/** Reads the flags that describe a new account, or throws a UsageError that names the wrong one. */
export function parseAccount(flags: Readonly<Record<keyof NewAccount, string | undefined>>): NewAccount {
  return {
    email: parseEmail(flags.email),
    name: parseFlag("name", PersonName, flags.name),
    role: parseFlag("role", RoleField, flags.role),
  };
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

/** Adds an account and says so. The password is asked for only when the e-mail address is free. */
export async function addAccount(
  stack: Stack,
  account: NewAccount,
  askPassword: () => Promise<string>,
): Promise<string> {
  const existing = await getAccount(stack.table(), account.email);
  if (existing !== undefined) throw new Refusal(taken(stack, existing));
  const created = await createAccount(stack.table(), { ...account, password: await askPassword() }, new Date());
  if (!created.ok)
    throw new Refusal(`${account.email} was given an account in ${stack.name} meanwhile. Nothing was changed.`);
  return `Added ${account.role} ${account.name} <${account.email}> to ${stack.name}.`;
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
    ...(all ? { disabled_at: account.disabled_at ?? null } : {}),
  }));
  const unread = broken.length === 0 ? "" : `\n${unreadable(broken.length)}`;
  if (accounts.length === 0 && broken.length === 0)
    return { ok: true, text: `Nobody can sign in to ${stack.name} yet. Add an admin with accounts add.`, data };
  const heads = all ? ["E-MAIL", "ROLE", "DISABLED", "NAME"] : ["E-MAIL", "ROLE", "NAME"];
  const rows = accounts.map(({ email, role, name, disabled_at }) =>
    all ? [email, role, disabled_at === undefined ? "" : dateOf(disabled_at), name] : [email, role, name],
  );
  return { ok: broken.length === 0, text: `${formatTable([heads, ...rows])}${unread}`, data };
}

function unreadable(number: number): string {
  return `${count(number, "account")} cannot be read. verify says which, and what is wrong.`;
}

export interface ResetOptions {
  readonly askPassword: () => Promise<string>;
  /** Whether a disabled account may sign in again. */
  readonly enable: boolean;
}

/** Gives an account a new password and says so; its sessions end. */
export async function resetPassword(
  stack: Stack,
  email: string,
  { askPassword, enable }: ResetOptions,
): Promise<string> {
  const account = await needAccount(stack, email);
  const { name, role, disabled_at } = account;
  if (disabled_at !== undefined && !enable) {
    throw new Refusal(
      `${email} was disabled in ${stack.name} on ${dateOf(disabled_at)}. Add --enable to let ${name} sign in again.`,
    );
  }
  await setPassword(stack.table(), email, await askPassword(), { enable });
  const again = disabled_at === undefined ? "" : " The account is enabled again.";
  return `${role} ${name} <${email}> has a new password in ${stack.name}; all sessions of that account have ended.${again}`;
}

async function needAccount(stack: Stack, email: string): Promise<StoredAccount> {
  const account = await getAccount(stack.table(), email);
  if (account === undefined)
    throw new Refusal(`${email} has no account in ${stack.name}. accounts list shows who has.`);
  return account;
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
  const { found: left } = await listAllAccounts(stack.table());
  const warning = left.some((other) => other.role === "admin" && other.disabled_at === undefined)
    ? ""
    : `\nNo admin is left in ${stack.name}. Add one with accounts add.`;
  return `Disabled ${role} ${name} <${email}> in ${stack.name} and ended all sessions of that account.${warning}`;
}
