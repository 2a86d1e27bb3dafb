import { randomUUID } from "node:crypto";
import { createAccount } from "../lambda/accounts/store.ts";
import { readStoredEvent } from "../lambda/charter/read.ts";
import { openTable } from "../lambda/dynamodb/openTable.ts";
import type { Table } from "../lambda/dynamodb/table.ts";
import { sign } from "../lambda/waiver/sign.ts";
import { textSha256 } from "../lambda/waiverTexts/shown.ts";
import { eventPath, EVENTS_PATH } from "../rules/contract/api/paths/events.ts";
import { PAYMENT_PATH } from "../rules/contract/api/paths/payments.ts";
import { FIRST_DAY_PATH } from "../rules/contract/api/paths/settings.ts";
import { SESSION_PATH } from "../rules/contract/api/paths/session.ts";
import type { SignRequest } from "../rules/contract/api/waiver.ts";
import { VESSELS_PATH } from "../rules/contract/api/paths/vessels.ts";
import { foldFirstName } from "../rules/charter/firstName.ts";
import { formatSlug, waiverPath, type Period } from "../rules/contract/slug.ts";
import { dockInstant } from "../rules/time/dockInstant.ts";
import { shownText } from "../rules/waiver/text.ts";
import { BUILT_IN_WAIVER } from "../rules/waiver/builtInText.ts";
import { openApiClient, type ApiClient } from "./client.ts";
import type { Cloud } from "../cloud/cloud.ts";
import { DEMO_ACCOUNTS, DEMO_PASSWORD, dockDate } from "./demo.ts";
import { localConfig, TIME_ZONE } from "./config.ts";

// A demo account protects nothing, and the usual cost would be most of the first start.
const LOW_COST = { N: 2 ** 10, r: 8, p: 1 };

const COMPANY = localConfig("")["scc:companyName"] ?? "";

const DEMO_VESSELS = [
  { name: "Windward", capacity: 6, required_crew: 1 },
  { name: "Leeward", capacity: 6, required_crew: 1 },
] as const;

interface DemoCharter {
  date: string;
  firstName: string;
  period: Period;
  title: string;
  startsAt: string;
  vessel: string;
  priceCents: number;
  patrons: readonly string[];
  signers: readonly string[];
  payments: readonly { patron: string; cents: number; method: string; note: string }[];
}

/** Fills an empty table with a charter day to look at: accounts first, all else through the cloud's own HTTP API. */
export async function seed(cloud: Pick<Cloud, "url" | "table">): Promise<void> {
  const table = openTable({
    tableName: cloud.table.name,
    endpoint: cloud.table.endpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  const now = new Date();
  await Promise.all(
    Object.values(DEMO_ACCOUNTS).map((account) =>
      createAccount(table, { ...account, password: DEMO_PASSWORD }, now, LOW_COST),
    ),
  );
  const client = openApiClient(cloud.url);
  await expectSuccess(client, "POST", SESSION_PATH, { email: DEMO_ACCOUNTS.admin.email, password: DEMO_PASSWORD });
  for (const vessel of DEMO_VESSELS) await expectSuccess(client, "POST", VESSELS_PATH, { id: randomUUID(), ...vessel });
  // A company that has been at it for years.
  await expectSuccess(client, "DELETE", FIRST_DAY_PATH);
  await Promise.all(demoCharters(now).map((charter) => seedCharter({ client, table, now, url: cloud.url }, charter)));
}

function demoCharters(now: Date): readonly DemoCharter[] {
  return [
    {
      date: dockDate(now),
      firstName: "Jane",
      period: "afternoon",
      title: "",
      startsAt: "14:00",
      vessel: "Windward",
      priceCents: 60_000,
      patrons: ["Jane Porter", "Sam Okafor", "Mia Chen", "Leo Alvarez"],
      signers: ["Jane Porter", "Sam Okafor"],
      payments: [
        { patron: "Jane Porter", cents: 20_000, method: "card", note: "Deposit" },
        { patron: "Sam Okafor", cents: 10_000, method: "venmo", note: "" },
      ],
    },
    {
      date: dockDate(now),
      firstName: "Omar",
      period: "sunset",
      title: "Anniversary sail",
      startsAt: "17:30",
      vessel: "Leeward",
      priceCents: 45_000,
      patrons: ["Omar Haddad", "Lena Haddad"],
      signers: [],
      payments: [],
    },
    {
      date: dockDate(now, 2),
      firstName: "José",
      period: "morning",
      title: "",
      startsAt: "09:00",
      vessel: "Windward",
      priceCents: 52_000,
      patrons: ["José Rivera"],
      signers: ["José Rivera"],
      payments: [{ patron: "José Rivera", cents: 52_000, method: "cash", note: "Paid in full" }],
    },
    {
      date: dockDate(now, -3),
      firstName: "Ruth",
      period: "midday",
      title: "Company outing",
      startsAt: "12:00",
      vessel: "Leeward",
      priceCents: 80_000,
      patrons: ["Ruth Lindqvist", "Noah Berg"],
      signers: ["Ruth Lindqvist", "Noah Berg"],
      payments: [{ patron: "Ruth Lindqvist", cents: 80_000, method: "check", note: "Check 1042" }],
    },
  ];
}

interface Seeding {
  readonly client: ApiClient;
  readonly table: Table;
  readonly now: Date;
  readonly url: string;
}

async function seedCharter({ client, table, now, url }: Seeding, charter: DemoCharter): Promise<void> {
  const firstName = foldFirstName(charter.firstName) ?? "";
  const slug = formatSlug({ date: charter.date, firstName, period: charter.period });
  await expectSuccess(client, "POST", EVENTS_PATH, {
    id: randomUUID(),
    date: charter.date,
    first_name: charter.firstName,
    period: charter.period,
    title: charter.title,
    starts_at: charter.startsAt,
    vessel: charter.vessel,
    capacity: 6,
    required_crew: 1,
    price_cents: charter.priceCents,
    crew: [DEMO_ACCOUNTS.crew.email],
  });
  const patrons = charter.patrons.map((name) => ({ id: randomUUID(), name }));
  await expectSuccess(client, "POST", eventPath(slug, "/patrons"), { patrons, at: new Date().toISOString() });
  const past = charter.date < dockDate(now);
  for (const signer of charter.signers) {
    if (past)
      await signThen(table, slug, signer, { then: dockInstant(charter.date, charter.startsAt, TIME_ZONE), url });
    else await expectSuccess(client, "POST", waiverPath(slug), signature(signer, now));
  }
  // Opened once, it counts who has signed past the API.
  if (past) await expectSuccess(client, "GET", eventPath(slug));
  for (const { patron, cents, method, note } of charter.payments) {
    await expectSuccess(client, "POST", PAYMENT_PATH, {
      id: randomUUID(),
      event: slug,
      patron,
      amount_cents: cents,
      method,
      note,
      timestamp: now.toISOString(),
    });
  }
}

/** Signs as somebody did on a day that is over: signing has closed since, so it goes past the API. */
async function signThen(
  table: Table,
  slug: string,
  signer: string,
  { then, url }: { readonly then: Date; readonly url: string },
): Promise<void> {
  const event = await readStoredEvent(table, slug);
  if (event === undefined) throw new Error(`The demo lacks the charter ${slug}.`);
  const seen = {
    address: "127.0.0.1",
    user_agent: "Demo",
    crew: true,
    now: then,
    closesAt: then,
    origin: url,
    stamps: false,
  };
  const signed = await sign(table, event.seen, signature(signer, then), seen, [COMPANY]);
  if (!signed.ok) throw new Error(`The demo data was refused: ${slug} signed by ${signer}: ${signed.reason}.`);
}

function signature(participant: string, now: Date): SignRequest {
  const waiver = shownText(BUILT_IN_WAIVER, "en", COMPANY);
  return {
    id: randomUUID(),
    waiver_version: waiver.version,
    text_sha256: textSha256(waiver),
    language: "en",
    participants: [{ name: participant, birth_date: "1988-04-12" }],
    signer: { name: participant, relationship: null },
    email: null,
    emergency_contact: { name: "Ana Ashore", phone: "(305) 555-0142" },
    signature: { method: "typed", text: participant },
    consent: true,
    place: "own-device",
    signed_at: now.toISOString(),
  };
}

async function expectSuccess(client: ApiClient, method: string, path: string, body?: object): Promise<void> {
  const reply = await client.call(method, path, body);
  if (reply.status >= 300) {
    throw new Error(
      `The demo data was refused: ${method} ${path} answered ${String(reply.status)} ${JSON.stringify(reply.body)}`,
    );
  }
}
