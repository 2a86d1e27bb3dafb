import * as v from "valibot";

import { createAccount, disableAccount, getAccount, listAccounts, type StoredAccount } from "../lambda/accounts/store.ts";
import { AddCrewRequest, ROLES, type Account } from "../rules/api/session.ts";
import { Refusal, UsageError } from "./refusal.ts";
import type { Stack } from "./stack.ts";

const { email: Email, name: PersonName, role: RoleField } = AddCrewRequest.entries;

/** Reads `--email`, or throws a UsageError that says what is wrong with it. */
export function parseEmail(text: string | undefined): string {
  return parseFlag("email", Email, text);
}

/** Reads the flags that describe a new account, or throws a UsageError that names the wrong one. */
export function parseAccount(flags: Readonly<Record<keyof Account, string | undefined>>): Account {
  return {
    email: parseEmail(flags.email),
    name: parseFlag("name", PersonName, flags.name),
    role: parseFlag("role", RoleField, flags.role),
  };
}

function parseFlag<Schema extends v.GenericSchema>(flag: string, schema: Schema, text: string | undefined): v.InferOutput<Schema> {
  if (text === undefined) throw new UsageError(`--${flag} is missing.`);
  const parsed = v.safeParse(schema, text);
  if (parsed.success) return parsed.output;
  const [{ type, message }] = parsed.issues;
  throw new UsageError(`--${flag} "${text}" ${type === "picklist" ? `must be ${ROLES.join(" or ")}` : message}.`);
}

/** Adds an account and says so. The password is asked for only when the e-mail address is free. */
export async function addAccount(stack: Stack, account: Account, askPassword: () => Promise<string>): Promise<string> {
  const existing = await getAccount(stack.table, account.email);
  if (existing !== undefined) throw new Refusal(taken(stack, existing));
  const created = await createAccount(stack.table, { ...account, password: await askPassword() }, new Date());
  if (!created.ok) throw new Refusal(`${account.email} was given an account in ${stack.name} meanwhile. Nothing was changed.`);
  return `Added ${account.role} ${account.name} <${account.email}> to ${stack.name}.`;
}

function taken({ name }: Stack, { email, role, disabled_at }: StoredAccount): string {
  return disabled_at === undefined
    ? `${email} has an account in ${name} already (${role}). Nothing was changed.`
    : `${email} had an account in ${name}, disabled on ${disabled_at.slice(0, 10)}. It stays disabled; use another address.`;
}

/** Lists who can sign in, as a table or as JSON. */
export async function describeAccounts(stack: Stack, asJson: boolean): Promise<string> {
  const accounts = await listAccounts(stack.table);
  if (asJson) return JSON.stringify(accounts, undefined, 2);
  if (accounts.length === 0) return `Nobody can sign in to ${stack.name} yet. Add an admin with accounts add.`;
  // The name comes last: its width on a terminal is not always its length.
  const rows = [["E-MAIL", "ROLE", "NAME"], ...accounts.map(({ email, role, name }) => [email, role, name])];
  const width = (column: number): number => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  const widths = [width(0), width(1), 0];
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")).join("\n");
}

/** Disables an account and says so, also when nobody is left who could add another one on the dashboard. */
export async function disable(stack: Stack, email: string): Promise<string> {
  const account = await getAccount(stack.table, email);
  if (account === undefined) throw new Refusal(`${email} has no account in ${stack.name}. accounts list shows who has.`);
  const { name, role, disabled_at } = account;
  if (disabled_at !== undefined) return `${role} ${name} <${email}> was disabled in ${stack.name} on ${disabled_at.slice(0, 10)} already.`;
  await disableAccount(stack.table, email, new Date());
  const left = await listAccounts(stack.table);
  const warning = left.some((other) => other.role === "admin") ? "" : `\nNo admin is left in ${stack.name}. Add one with accounts add.`;
  return `Disabled ${role} ${name} <${email}> in ${stack.name} and ended all sessions of that account.${warning}`;
}
