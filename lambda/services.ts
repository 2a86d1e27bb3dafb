import { randomUUID } from "node:crypto";

import { FUNCTION_SECONDS, LIVE_ALIAS } from "../rules/contract/function.ts";
import { openTable } from "./dynamodb/openTable.ts";
import type { Table } from "./dynamodb/table.ts";
import { openCompany, type CompanyInForce } from "./company/inForce.ts";
import type { Config, DeclaredConfig } from "./env.ts";
import { createGmailMailer } from "./gmail/mailer.ts";
import { createAuthority } from "./rfc3161/authority.ts";
import type { AskAuthority } from "./rfc3161/stamp.ts";
import { createAsker, type AskDelivery } from "./invoke/askDelivery.ts";
import { createLog, type Log } from "./log.ts";
import type { SendMail } from "./gmail/sendMail.ts";

/** What is left of the function's time is for the table. */
const SENDING_MS = (FUNCTION_SECONDS - 2.5) * 1_000;

/** Everything a feature may use of the outside world. Made once, here, and handed down. */
export interface Services {
  readonly config: Config;
  /** What the company is called, and where it is: nothing else says so. */
  readonly company: CompanyInForce;
  readonly table: Table;
  readonly sendMail: SendMail;
  /** How long one run of the sender may take, in ms, waiting for Gmail included. */
  readonly sendingMs: number;
  readonly askDelivery: AskDelivery;
  /** Asks an outside clock; undefined where the stack names none. */
  readonly askAuthority: AskAuthority | undefined;
  readonly log: Log;
  readonly clock: () => Date;
  /** A new UUID in lower case. */
  readonly newId: () => string;
}

/** Composes the services of one function instance; tests and tools hand in their own parts. */
export function createServices({ declared, ...config }: DeclaredConfig, parts: Partial<Services> = {}): Services {
  const clock = parts.clock ?? (() => new Date());
  const table = parts.table ?? openTable({ tableName: config.tableName });
  const log = parts.log ?? createLog(config.stack, clock, writeLine);
  return {
    config,
    clock,
    table,
    company: parts.company ?? openCompany({ table, stack: declared, log, clock }),
    sendMail: parts.sendMail ?? createGmailMailer(config.gmail),
    sendingMs: parts.sendingMs ?? SENDING_MS,
    askDelivery: parts.askDelivery ?? createAsker(config.functionName, LIVE_ALIAS),
    askAuthority: parts.askAuthority ?? authorityOf(config, clock),
    log,
    newId: parts.newId ?? randomUUID,
  };
}

function authorityOf({ timestampAuthority }: Config, clock: () => Date): AskAuthority | undefined {
  return timestampAuthority === undefined ? undefined : createAuthority(timestampAuthority, clock);
}

/** CloudWatch reads one event from each line of standard output. */
function writeLine(line: string): void {
  process.stdout.write(`${line}\n`);
}
