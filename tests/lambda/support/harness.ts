import { createHash } from "node:crypto";
import * as v from "valibot";

import type { Problem } from "../../../rules/contract/api/problem.ts";
import { Problem as ProblemSchema } from "../../../rules/contract/api/problem.ts";
import type { Role } from "../../../rules/contract/api/session.ts";
import { DEVICE_COOKIE_SENT } from "../../../rules/contract/cookie.ts";
import { createAccount } from "../../../lambda/accounts/store.ts";
import { createApp } from "../../../lambda/app.ts";
import { openTable } from "../../../lambda/dynamodb/openTable.ts";
import type { Key, Table } from "../../../lambda/dynamodb/table.ts";
import { readConfig } from "../../../lambda/env.ts";
import { createLog } from "../../../lambda/log.ts";
import { sendDue } from "../../../lambda/outbox/run.ts";
import { createServices, type Services } from "../../../lambda/services.ts";
import { openMemoryTable } from "../../../simulate/table/memoryTable.ts";
import type { Item } from "../../../simulate/table/values.ts";
import { requireDescribed, requireTimed } from "./described.ts";
import { CREDENTIALS, REGION, startTable } from "./dynalite.ts";
import { startFakeGmail, type FakeGmail } from "./fakeGmail.ts";

export const PASSWORD = "correct horse battery";
/** Cheap, as the tests prove what is checked and not how long it takes. */
export const CHEAP = { N: 2, r: 1, p: 1 };
export const HOST = "charters.example";

/** How long the sender and the table may take, in ms: no test is about a busy machine. */
const PATIENCE_MS = 60_000;

export interface Harness {
  readonly services: Services;
  readonly app: ReturnType<typeof createApp>;
  readonly gmail: FakeGmail;
  readonly logs: string[];
  readonly clock: TestClock;
  readonly variables: Record<string, string>;
  /** Set `away`, requests ask the sender in vain, and mail waits for the sweep. */
  readonly sender: { away: boolean };
  /** Waits until what requests asked the sender for has been tried. */
  settled(): Promise<unknown>;
  /** Signs in as the first admin or crew member, or as nobody. */
  as(role: Role | "nobody"): Promise<Client>;
  close(): Promise<void>;
}

export interface TestClock {
  now: Date;
  /** Moves the clock on, in ms. */
  advance(ms: number): void;
}

export interface HarnessOptions {
  /**
   * Whether the table is the simulation's, which a property test holds to dynalite: for tests that count and make thousands of
   * calls, of which the way to dynalite and back would be nine tenths.
   */
  readonly inMemory?: boolean;
  /** What is in the table at first; without it, the two accounts. */
  readonly items?: readonly (Item & Key)[];
}

const STAFF = [
  { email: "ada@example.com", name: "Ada", role: "admin" },
  { email: "cody@example.com", name: "Cody", role: "crew", permissions: ["payments"] },
] as const;

/** Creates an admin and a crew member who may take money. */
export async function addStaff(table: Table, now: Date): Promise<void> {
  for (const account of STAFF) await createAccount(table, { ...account, password: PASSWORD }, now, CHEAP);
}

/** The table of a harness, and where it is. */
interface HarnessTable {
  readonly table: Table;
  readonly tableName: string;
  readonly endpoint: string;
  readonly closeTable: () => Promise<void>;
}

async function dynaliteTable(): Promise<HarnessTable> {
  const started = await startTable();
  const { tableName, endpoint } = started;
  const table = openTable({ tableName, endpoint, region: REGION, credentials: CREDENTIALS, answerMs: PATIENCE_MS });
  return { table, tableName, endpoint, closeTable: () => started.close() };
}

function memoryTable(clock: TestClock): HarnessTable {
  const table = openMemoryTable({ now: () => clock.now.getTime(), lag: () => 0 });
  // Nobody can reach it from elsewhere.
  return { table, tableName: "in-memory", endpoint: "http://127.0.0.1:9", closeTable: () => Promise.resolve() };
}

/**
 * Starts table, Gmail and app, at a fixed instant, with one admin (ada@example.com) and one crew member (cody@) who may
 * take money.
 */
export async function startHarness(
  now = "2026-05-23T18:00:00.000Z",
  { inMemory = false, items }: HarnessOptions = {},
): Promise<Harness> {
  const gmail = await startFakeGmail();
  const clock: TestClock = {
    now: new Date(now),
    advance(ms) {
      this.now = new Date(this.now.getTime() + ms);
    },
  };
  const { table, tableName, endpoint, closeTable } = inMemory ? memoryTable(clock) : await dynaliteTable();
  const logs: string[] = [];
  const variables = environment(tableName, gmail.endpoint);
  const config = readConfig(variables);
  const sender = { away: false };
  const asked: Promise<unknown>[] = [];
  const services: Services = createServices(config, {
    table,
    sendingMs: PATIENCE_MS,
    askDelivery: (keys) => {
      if (sender.away) return Promise.reject(new Error("nobody is asked"));
      asked.push(sendDue(services, keys, "newest"));
      return Promise.resolve();
    },
    clock: () => clock.now,
    log: createLog(
      "test",
      () => clock.now,
      (line) => {
        logs.push(line);
      },
    ),
  });
  if (items === undefined) await addStaff(table, clock.now);
  else await Promise.all(items.map((item) => table.putNew(item)));
  const app = createApp(services);
  const settled = () => Promise.all(asked.splice(0));
  return {
    sender,
    settled,
    services,
    app,
    gmail,
    logs,
    clock,
    variables: { ...variables, AWS_ENDPOINT_URL_DYNAMODB: endpoint },
    as: (role) => clientAs({ app, settled }, role),
    close: async () => {
      await settled();
      await Promise.all([closeTable(), gmail.close()]);
    },
  };
}

/** A whole environment, as infra/ declares it. */
export function environment(
  tableName = "scc-events-test",
  gmailEndpoint = "http://127.0.0.1:9",
): Record<string, string> {
  return {
    STACK: "test",
    TABLE_NAME: tableName,
    SITE_SLOT: "0123456789ab",
    COMPANY_NAME: "Blue Heron Sailing",
    ADMIN_EMAIL: "owner@example.com",
    MAIL_FROM: "tool@example.com",
    TIME_ZONE: "America/New_York",
    CURRENCY: "USD",
    AWS_LAMBDA_FUNCTION_NAME: "scc-test",
    GMAIL_CLIENT_ID: "client",
    GMAIL_CLIENT_SECRET: "client-secret",
    GMAIL_REFRESH_TOKEN: "refresh",
    GMAIL_ENDPOINT: gmailEndpoint,
  };
}

async function clientAs(harness: Reached, role: Role | "nobody"): Promise<Client> {
  const client = new Client(harness);
  if (role !== "nobody") await client.signIn(role === "admin" ? "ada@example.com" : "cody@example.com");
  return client;
}

type Reached = Pick<Harness, "app"> & Partial<Pick<Harness, "settled">>;

/**
 * What a browser would be: keeps its cookie and sends what our own pages send. Takes no answer that is not described, and
 * is back when the mails that the request asked for have been tried.
 */
export class Client {
  /** The session's. */
  cookie = "";
  /** The device's, which stays when the session ends. */
  device = "";
  address = "203.0.113.7";
  /** Whether a newer version has written into the table, so that answers may hold what is not described. */
  newer = false;
  private readonly harness: Reached;

  constructor(harness: Reached) {
    this.harness = harness;
  }

  private take(set: string): void {
    const kept = set.includes("Max-Age=0") ? "" : (set.split(";")[0] ?? "");
    if (set.startsWith(DEVICE_COOKIE_SENT)) this.device = kept;
    else this.cookie = kept;
  }

  async signIn(email: string, password = PASSWORD): Promise<Answer> {
    return this.send("POST", "/api/session", { email, password });
  }

  async send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const response = await this.harness.app.request(path, {
      method,
      headers: {
        "x-forwarded-host": HOST,
        "x-viewer-address": this.address,
        "user-agent": "Test Browser",
        ...(this.cookie + this.device === ""
          ? {}
          : { cookie: [this.cookie, this.device].filter((cookie) => cookie !== "").join("; ") }),
        ...(method === "GET" || method === "HEAD" ? {} : { "content-type": "application/json", "x-scc-client": "web" }),
        ...headers,
      },
      ...(text === undefined ? {} : { body: text }),
    });
    for (const set of response.headers.getSetCookie()) this.take(set);
    const answer = { status: response.status, headers: response.headers, text: await response.text() };
    requireDescribed(method, path, answer, this.newer);
    requireTimed(method, path, answer);
    await this.harness.settled?.();
    return answer;
  }
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** Reads an answer by the contract's schema; what does not fit fails the test. */
export function read<Schema extends v.GenericSchema>(schema: Schema, answer: Answer): v.InferOutput<Schema> {
  return v.parse(schema, JSON.parse(answer.text));
}

/** Reads a problem and its code. */
export function readProblem(answer: Answer): Problem & { code: string } {
  const problem = read(ProblemSchema, answer);
  return { ...problem, code: problem.type.replace("/problems/", "") };
}

/** A UUID that is the same in every run. */
export function idOf(name: string | number): string {
  const hex = createHash("sha256").update(String(name)).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}
