import { describe, expect, it } from "vitest";

import { accountKey } from "../../lambda/accounts/store.ts";
import { createApp } from "../../lambda/app.ts";
import { signatureKey } from "../../lambda/charter/signatureRecord.ts";
import { eventKey } from "../../lambda/charter/stored.ts";
import { TableUnavailable } from "../../lambda/dynamodb/errors.ts";
import type { Table, WriteResult } from "../../lambda/dynamodb/table.ts";
import { isStateChange } from "../../rules/contract/api/operation.ts";
import { OPERATIONS, type OperationId } from "../../rules/contract/api/operations.ts";
import { createCharter, payment, signature } from "./support/charter.ts";
import { Client, idOf, readProblem, type Answer } from "./support/harness.ts";
import { useHarness } from "./support/useHarness.ts";

const { harness, admin } = useHarness();
const AT = "2026-05-23T17:59:00.000Z";

/** What a request did of the table. */
interface Done {
  reads: number;
  writes: number;
}

/** The table of the harness, from the given read on without an answer to any. */
function tableWithoutReads(from: number): { readonly table: Table; readonly done: Done } {
  const { table } = harness.services;
  const done = { reads: 0, writes: 0 };
  const reading = <T>(read: () => Promise<T>): Promise<T> => {
    done.reads += 1;
    return done.reads > from ? Promise.reject(new TableUnavailable("The table is not available.")) : read();
  };
  const writing = async (write: () => Promise<WriteResult>): Promise<WriteResult> => {
    const result = await write();
    if (result.ok) done.writes += 1;
    return result;
  };
  return {
    done,
    table: {
      get: (...given) => reading(() => table.get(...given)),
      getMany: (...given) => reading(() => table.getMany(...given)),
      query: (...given) => reading(() => table.query(...given)),
      putNew: (...given) => writing(() => table.putNew(...given)),
      update: (...given) => writing(() => table.update(...given)),
      updateAndRead: (...given) => writing(() => table.updateAndRead(...given)),
      remove: (...given) => table.remove(...given),
    },
  };
}

type Request = readonly [method: string, path: string, body: unknown];
/** Makes what a change needs, and the change itself, under names that no other turn has. */
type Scenario = (turn: string) => Promise<Request>;

/** Of a name for each operation: a charter of one name and part of the day has fifty namesakes at most. */
function charterOf(turn: string): { readonly id: string; readonly first_name: string } {
  return { id: idOf(`charter ${turn}`), first_name: turn.split("-")[0] ?? "" };
}

async function withPatron(turn: string): Promise<string> {
  const slug = await createCharter(admin, { ...charterOf(turn), crew: ["cody@example.com"] });
  const patrons = [{ id: idOf(`patron ${turn}`), name: "Jane Doe", aboard: true }];
  await admin.send("POST", `/api/event/${slug}/patrons`, { at: "2026-05-23T17:00:00.000Z", patrons });
  return slug;
}

async function withPayment(turn: string): Promise<string> {
  const slug = await createCharter(admin, charterOf(turn));
  await admin.send("POST", "/api/payment/log", payment(slug, `paid ${turn}`));
  return slug;
}

/** Two mails that were given up: one of the charter's own, and one about a signature. */
async function withFailedMails(turn: string): Promise<string> {
  const slug = await withPayment(turn);
  const { table } = harness.services;
  const waited = { tries: 8, due: AT, created_at: AT, origin: "https://charters.example" };
  await table.update(eventKey(slug), {
    set: [[["failed_mails", "one"], { kind: "payment", entry_id: idOf(`paid ${turn}`), ...waited }]],
    add: [["mail_failed", 1]],
  });
  const body = signature(turn);
  await admin.send("POST", `/g/${slug}/waiver`, body);
  const about = { kind: "signature", signature_id: body.id, signed_at: body.signed_at };
  await table.update(signatureKey(slug, body), { set: [[["failed_mails", "two"], { ...about, ...waited }]] });
  await admin.send("GET", `/api/event/${slug}`);
  return slug;
}

async function revisionOfTexts(): Promise<number> {
  const { text } = await admin.send("GET", "/api/waiver-texts");
  return (JSON.parse(text) as { revision: number }).revision;
}

const wording = (turn: string) => ({ title: `Waiver ${turn}`, markdown: "Wet." });
const vessel = (turn: string) => ({
  id: idOf(`vessel ${turn}`),
  name: `Vessel ${turn}`,
  capacity: 6,
  required_crew: 1,
});
const correction = (slug: string, turn: string) => ({ id: idOf(turn), event: slug, timestamp: AT, reason: "Storm" });

const CODY = `/api/crew/${accountKey("cody@example.com")}`;

const CHANGES: Partial<Record<OperationId, Scenario>> = {
  createEvent: (turn) =>
    Promise.resolve([
      "POST",
      "/api/events",
      { id: idOf(turn), date: "2026-05-23", first_name: `A${turn.replace(/[^a-z]/gi, "")}`, period: "night" },
    ]),
  changeEvent: async (turn) => {
    const slug = await createCharter(admin, { id: idOf(turn) });
    return ["PATCH", `/api/event/${slug}`, { revision: 1, note: "Bring towels", crew: ["cody@example.com"] }];
  },
  addPatrons: async (turn) => {
    const slug = await createCharter(admin, { id: idOf(turn) });
    return ["POST", `/api/event/${slug}/patrons`, { at: AT, patrons: [{ id: idOf(`${turn} p`), name: "Sam" }] }];
  },
  changePatron: async (turn) => {
    const slug = await withPatron(turn);
    return ["PATCH", `/api/event/${slug}/patrons/${idOf(`patron ${turn}`)}`, { at: AT, aboard: false }];
  },
  recordBriefing: async (turn) => ["POST", `/api/event/${await withPatron(turn)}/briefing`, { given: true, at: AT }],
  recordDeparture: async (turn) => [
    "POST",
    `/api/event/${await withPatron(turn)}/departures`,
    { kind: "departed", id: idOf(turn), at: AT, aboard: [idOf(`patron ${turn}`)], override: "Storm is coming" },
  ],
  sendRoster: async (turn) => ["POST", `/api/event/${await withPatron(turn)}/roster`, { id: idOf(turn) }],
  remindPatrons: async (turn) => {
    const slug = await createCharter(admin, charterOf(turn));
    const patrons = [{ id: idOf(`patron ${turn}`), name: "Jane Doe", email: "jane@example.com" }];
    await admin.send("POST", `/api/event/${slug}/patrons`, { at: AT, patrons });
    return ["POST", `/api/event/${slug}/reminders`, { patrons: [idOf(`patron ${turn}`)] }];
  },
  logPayment: async (turn) => ["POST", "/api/payment/log", payment(await withPayment(turn), turn)],
  logRefund: async (turn) => [
    "POST",
    "/api/payment/refund",
    { ...correction(await withPayment(turn), turn), payment: idOf(`paid ${turn}`), amount_cents: 100, method: "cash" },
  ],
  logReversal: async (turn) => [
    "POST",
    "/api/payment/reversal",
    { ...correction(await withPayment(turn), turn), entry: idOf(`paid ${turn}`) },
  ],
  sendReceipt: async (turn) => [
    "POST",
    "/api/payment/receipt",
    { id: idOf(turn), event: await withPayment(turn), payment: idOf(`paid ${turn}`), to: `${turn}@example.com` },
  ],
  signWaiver: async (turn) => [
    "POST",
    `/g/${await createCharter(admin, charterOf(turn))}/waiver`,
    signature(turn, { email: `${turn}@example.com` }),
  ],
  moveEvent: async (turn) => [
    "POST",
    `/api/event/${await createCharter(admin, charterOf(turn))}/move`,
    { id: idOf(turn), revision: 1, date: "2026-07-01", period: "night", signatures: "kept", reason: "Gale" },
  ],
  callOffEvent: async (turn) => [
    "POST",
    `/api/event/${await createCharter(admin, charterOf(turn))}/call-off`,
    { id: idOf(turn), revision: 1, money: "refund", reason: "Gale" },
  ],
  retryMail: async (turn) => ["POST", `/api/event/${await withFailedMails(turn)}/mail/retry`, undefined],
  closeDay: (turn) => {
    const day = `2026-04-${String(1 + (turn.length % 28)).padStart(2, "0")}`;
    return Promise.resolve(["POST", `/api/closeouts/${day}`, { id: idOf(turn), counted_at: AT, crew: [] }]);
  },
  addCrew: (turn) =>
    Promise.resolve(["POST", "/api/crew", { email: `${turn}@example.com`, name: "New", role: "crew" }]),
  changeCrew: () => Promise.resolve(["PATCH", CODY, { permissions: ["payments"] }]),
  endCrewSessions: () => Promise.resolve(["DELETE", `${CODY}/sessions`, undefined]),
  addVessel: (turn) => Promise.resolve(["POST", "/api/vessels", vessel(turn)]),
  changeVessel: async (turn) => {
    await admin.send("POST", "/api/vessels", vessel(turn));
    return ["PATCH", `/api/vessels/${idOf(`vessel ${turn}`)}`, { revision: 1, capacity: 5 }];
  },
  changeSettings: async (turn) => {
    const { text } = await admin.send("GET", "/api/settings");
    const { revision } = JSON.parse(text) as { revision: number };
    return ["PATCH", "/api/settings", { revision, dock_address: `Pier ${turn}` }];
  },
  saveWaiverDraft: async (turn) => [
    "PATCH",
    "/api/waiver-texts/draft",
    { revision: await revisionOfTexts(), texts: { en: wording(turn), es: wording(turn) } },
  ],
  publishWaiverText: async (turn) => [
    "POST",
    "/api/waiver-texts",
    { id: idOf(turn), revision: await revisionOfTexts(), texts: { en: wording(turn), es: null }, note: "Because" },
  ],
  setOwnAnswer: (turn) =>
    Promise.resolve(["PUT", `/api/availability/2026-06-0${1 + (turn.length % 9)}`, { answer: "yes", note: turn }]),
  renewCalendarLink: () => Promise.resolve(["POST", "/api/calendar", undefined]),
  turnOffCalendar: () => Promise.resolve(["DELETE", "/api/calendar", undefined]),
};

/** Changes that are not the company's data, change nothing, or are told of elsewhere: how somebody signs in is their own. */
const ELSEWHERE: readonly OperationId[] = [
  ...["signIn", "signOut", "previewWaiverText", "releaseMail"],
  ...["askReset", "openLink", "chooseByLink", "askPasskeyByLink", "addPasskeyByLink", "sendCrewLink"],
  ...["askPasskey", "signInByPasskey", "askNewPasskey", "addPasskey", "removePasskey", "changeOwnPassword"],
  ...["beginSecondFactor", "confirmSecondFactor", "removeSecondFactor", "endOwnSession", "endOtherSessions"],
  ...["setKioskPin", "removeKioskPin", "endFirstDay"],
] as OperationId[];

async function attempt(request: Request, readsFrom: number): Promise<{ readonly answer: Answer; readonly done: Done }> {
  const { table, done } = tableWithoutReads(readsFrom);
  const client = new Client({ app: createApp({ ...harness.services, table }) });
  client.cookie = admin.cookie;
  const answer = await client.send(...request);
  return { answer, done };
}

describe("A change that was written is acknowledged, whatever cannot be read after it", () => {
  it.each(Object.entries(CHANGES))("%s", async (id, scenario) => {
    const usual = await attempt(await scenario(`${id}-usual`), Infinity);
    expect([id, usual.answer.status < 300]).toEqual([id, true]);
    let acknowledged = 0;
    for (let from = 0; from < usual.done.reads; from += 1) {
      const { answer, done } = await attempt(await scenario(`${id}-${"x".repeat(from + 1)}`), from);
      if (answer.status < 300) acknowledged += 1;
      // Before all of it is written nobody can say that it is; that nothing was is not said either.
      else expect(readProblem(answer).detail).toContain("It may have been saved, or not");
      if (done.writes >= usual.done.writes) expect([from, answer.status < 300]).toEqual([from, true]);
    }
    if (usual.answer.text.includes('"written"')) throw new Error("The usual answer says what it came to.");
    expect(acknowledged).toBeLessThan(usual.done.reads);
  });

  it("and no operation that changes something is missing here", () => {
    const changing = (Object.keys(OPERATIONS) as OperationId[]).filter((id) => isStateChange(OPERATIONS[id]));
    expect(changing.filter((id) => !(id in CHANGES) && !ELSEWHERE.includes(id))).toEqual([]);
  });
});
