import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

import { noticeFlood } from "../../lambda/charter/floodNotice.ts";
import { OutboxMail } from "../../lambda/charter/waitingMail.ts";
import { openCompany, SETTINGS_HOLD_MS } from "../../lambda/company/inForce.ts";
import { SETTINGS_KEY } from "../../lambda/company/stored.ts";
import { BrokenItem, TableUnavailable } from "../../lambda/dynamodb/errors.ts";
import { parseKey } from "../../lambda/dynamodb/items.ts";
import type { Table } from "../../lambda/dynamodb/table.ts";
import { sweepOutbox } from "../../lambda/outbox/sweep.ts";
import { textSha256 } from "../../lambda/waiverTexts/shown.ts";
import { accountKey, createAccount } from "../../lambda/accounts/store.ts";
import { CalendarLinkResponse } from "../../rules/contract/api/calendar.ts";
import { SessionResponse } from "../../rules/contract/api/session.ts";
import { SettingsResponse } from "../../rules/contract/api/settings.ts";
import { GATHER_MS } from "../../rules/mail/retries.ts";
import { BUILT_IN_WAIVER } from "../../rules/waiver/builtInText.ts";
import { shownText } from "../../rules/waiver/text.ts";
import { openMemoryTable } from "../../simulate/table/memoryTable.ts";
import { createCharter, payment, signature } from "./support/charter.ts";
import { CHEAP, HOST, idOf, PASSWORD, read, readProblem, type Answer } from "./support/harness.ts";
import { readMails, type ReadMail } from "./support/mime.ts";
import { useHarness } from "./support/useHarness.ts";

const { harness, admin, crew, nobody } = useHarness({ for: "each" });
const STACKS = "Blue Heron Sailing";
const NEW = "Gull & Sons <Sailing>";
const DOCK = { dock_address: "12 Harbor Road, Key West", dock_map_url: "https://maps.example/?q=1&z=2" };
const AT = "2026-05-23T17:59:00.000Z";

const settings = async (): Promise<SettingsResponse> =>
  read(SettingsResponse, await admin.send("GET", "/api/settings"));

async function change(fields: object): Promise<Answer> {
  const { revision } = await settings();
  return admin.send("PATCH", "/api/settings", { revision, ...fields });
}

const nameShown = async (): Promise<string> =>
  read(SessionResponse, await nobody.send("GET", "/api/session")).company.name;

describe("A setting", () => {
  it("is the stack's until an admin sets it, and again once it is cleared", async () => {
    expect(await settings()).toMatchObject({ revision: 0, changed: null, set: {}, otherwise: { name: STACKS } });
    expect((await change({ name: ` ${NEW} `, ...DOCK, turnaround_minutes: 0 })).status).toBe(200);
    expect(await settings()).toMatchObject({
      revision: 1,
      changed: { by: "Ada", changed_at: harness.clock.now.toISOString() },
      set: { name: NEW, ...DOCK, turnaround_minutes: 0 },
      otherwise: { name: STACKS, turnaround_minutes: 30 },
    });
    const session = read(SessionResponse, await crew.send("GET", "/api/session"));
    expect(session.company).toMatchObject({
      name: NEW,
      dock: { address: DOCK.dock_address, map_url: DOCK.dock_map_url },
      turnaround_minutes: 0,
    });
    await change({ name: null, turnaround_minutes: null });
    expect((await settings()).set).toEqual(DOCK);
    expect(await nameShown()).toBe(STACKS);
  });

  it("is changed once by a request that comes twice, and by nobody who saw it as it was before", async () => {
    const first = { revision: 0, name: NEW };
    const answers = [
      await admin.send("PATCH", "/api/settings", first),
      await admin.send("PATCH", "/api/settings", first),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect((await settings()).revision).toBe(1);
    const late = await admin.send("PATCH", "/api/settings", { revision: 0, name: "Other" });
    expect(readProblem(late)).toMatchObject({ status: 409, code: "stale-revision" });
    expect(await nameShown()).toBe(NEW);
  });

  it.each([
    { name: " " },
    { name: "x".repeat(81) },
    { name: "Two\nlines" },
    { dock_map_url: "http://maps.example" },
    { dock_map_url: "javascript:alert(1)" },
    { dock_map_url: 'https://maps.example/">' },
    { turnaround_minutes: 241 },
    { turnaround_minutes: 1.5 },
    { start_times: { dawn: "05:00" } },
    { start_times: { morning: "8:30" } },
    { methods: [] },
    { money_mails: ["bo"] },
    { methods: ["cash", "cash"] },
    { methods: ["shells"] },
    { time_zone: "UTC" },
  ])("is refused where it is none: %j", async (fields) => {
    expect(readProblem(await change(fields))).toMatchObject({ status: 400, code: "invalid-request" });
    expect((await settings()).revision).toBe(0);
  });

  it("of a newer version stays beside what this one changes", async () => {
    await harness.services.table.update(SETTINGS_KEY, { set: [["flag", { colour: "red" }]] });
    await change({ name: NEW });
    expect(await harness.services.table.get(SETTINGS_KEY)).toMatchObject({ flag: { colour: "red" }, name: NEW });
  });

  it("of the day reaches the crew's forms, and is kept whole of what a newer version offers besides", async () => {
    await change({ start_times: { sunset: "17:15" }, methods: ["cash", "card"] });
    const told = async () => read(SessionResponse, await crew.send("GET", "/api/session")).company;
    expect(await told()).toMatchObject({ start_times: { sunset: "17:15" }, methods: ["card", "cash"] });
    await harness.services.table.update(SETTINGS_KEY, { set: [["methods", ["shells", "cash"]]] });
    await harness.services.company.readAnew();
    expect((await told()).methods).toEqual(["cash"]);
    admin.newer = true;
    await change({ name: NEW });
    admin.newer = false;
    expect(await harness.services.table.get(SETTINGS_KEY)).toMatchObject({ methods: ["shells", "cash"] });
  });

  it("is in the security log with who changed it, and without what it says", async () => {
    await change({ name: NEW, dock_address: "Pier 9" });
    const line = harness.logs.find((text) => text.includes("settings-changed")) ?? "";
    expect(JSON.parse(line)).toMatchObject({ by: accountKey("ada@example.com"), detail: "name, dock_address" });
    expect(line).not.toContain("Pier");
  });

  it("that cannot be read is told, keeps nobody out, and is right again once it is set anew", async () => {
    await harness.services.table.update(SETTINGS_KEY, {
      set: Object.entries({ name: 7, dock_address: "Pier 9", revision: 3 }),
    });
    expect(await settings()).toMatchObject({ broken: ["name"], set: { dock_address: "Pier 9" } });
    expect(await nameShown()).toBe(STACKS);
    // A page for patrons would say a name that is not the company's.
    const slug = await createCharter(admin);
    expect((await nobody.send("GET", `/g/${slug}/waiver`)).status).toBe(500);
    await change({ name: NEW });
    expect((await settings()).broken).toEqual([]);
    expect((await nobody.send("GET", `/g/${slug}/waiver`)).text).toContain("Gull &amp; Sons");
  });
});

describe("Mail about money", () => {
  it("goes to the stack's admin always, and to those admins besides that one of them has named", async () => {
    const { table, clock } = harness.services;
    const bo = { email: "bo@example.com", name: "Bo", role: "admin", password: PASSWORD } as const;
    await createAccount(table, bo, clock(), CHEAP);
    // Cody is no admin, and nobody has the last address.
    await change({ money_mails: ["bo@example.com", "cody@example.com", "gone@example.com"] });
    const slug = await createCharter(admin);
    await crew.send("POST", "/api/payment/log", payment(slug, "paid"));
    await change({ money_mails: null });
    await crew.send("POST", "/api/payment/log", payment(slug, "more"));
    const to = (await readMails(harness.gmail.mails)).map(({ headers }) => [headers.get("to"), headers.get("cc")]);
    expect(to).toEqual([
      ["owner@example.com", "bo@example.com"],
      ["owner@example.com", undefined],
    ]);
  });
});

describe("A waiver's text", () => {
  const shownAs = (name: string) => shownText(BUILT_IN_WAIVER, "en", name);
  const sign = (slug: string, who: string, company: string) =>
    nobody.send("POST", `/g/${slug}/waiver`, signature(who, { text_sha256: textSha256(shownAs(company)) }));

  it("that was read under a name of before is signed as it was read, and under a foreign name never", async () => {
    const slug = await createCharter(admin);
    await change({ name: "Gull" });
    await change({ name: NEW });
    const signed = [await sign(slug, "Ann", STACKS), await sign(slug, "Bo", "Gull"), await sign(slug, "Cy", NEW)];
    expect(signed.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(readProblem(await sign(slug, "Di", "Albatross"))).toMatchObject({ code: "waiver-outdated" });
  });

  it("is signed at once where another instance has heard of the new name first", async () => {
    const slug = await createCharter(admin);
    await nameShown();
    await harness.services.table.update(SETTINGS_KEY, { set: Object.entries({ name: NEW, revision: 1 }) });
    expect((await sign(slug, "Ann", NEW)).status).toBe(201);
  });
});

describe("Another instance, which has read the settings just before they were changed", () => {
  const renamedElsewhere = async (): Promise<string> => {
    const slug = await createCharter(admin);
    await nobody.send("GET", "/api/session");
    await harness.services.table.update(SETTINGS_KEY, { set: Object.entries({ name: NEW, revision: 1 }) });
    expect(await nameShown()).toBe(STACKS);
    return slug;
  };

  it("sends no mail under the name of before", async () => {
    const slug = await renamedElsewhere();
    await crew.send("POST", "/api/payment/log", payment(slug, "paid"));
    const [mail] = await readMails(harness.gmail.mails);
    expect(mail?.headers.get("from")).toContain(NEW);
  });

  it("shows no waiver under it", async () => {
    const slug = await renamedElsewhere();
    expect((await nobody.send("GET", `/g/${slug}/waiver`)).text).not.toContain(STACKS);
  });
});

describe("What is in force", () => {
  const stack = { name: STACKS, currency: "USD", timeZone: "America/New_York" };
  function opened() {
    const clock = { now: new Date("2026-05-23T18:00:00.000Z") };
    const table = openMemoryTable({ now: () => clock.now.getTime(), lag: () => 0 });
    /** `hold`: what was read comes after it. */
    const asked = { reads: 0, away: false, hold: Promise.resolve() };
    const counted: Table = {
      ...table,
      get: async (...given) => {
        const { away, hold } = asked;
        asked.reads += 1;
        if (away) throw new TableUnavailable("The table is not available.");
        const read = await table.get(...given);
        await hold;
        return read;
      },
    };
    const { log } = harness.services;
    return { table, clock, asked, company: openCompany({ table: counted, stack, log, clock: () => clock.now }) };
  }

  it("is read once for all that ask within half a minute, and then anew", async () => {
    const { table, clock, asked, company } = opened();
    await company.read();
    await Promise.all([company.read(), company.readForStaff()]);
    await table.update(SETTINGS_KEY, { set: [["name", NEW]] });
    clock.now = new Date(clock.now.getTime() + SETTINGS_HOLD_MS);
    expect([(await company.read()).name, asked.reads]).toEqual([STACKS, 1]);
    clock.now = new Date(clock.now.getTime() + 1);
    expect([(await company.read()).name, asked.reads]).toEqual([NEW, 2]);
  });

  it("holds up nobody by a reading that hangs, and one that comes late is not taken for a newer one", async () => {
    const { table, asked, company } = opened();
    let letGo = (): void => undefined;
    asked.hold = new Promise((resolve) => {
      letGo = resolve;
    });
    const first = company.read();
    asked.hold = Promise.resolve();
    await table.update(SETTINGS_KEY, { set: [["name", NEW]] });
    expect((await company.read()).name).toBe(NEW);
    letGo();
    expect((await first).name).toBe(STACKS);
    expect((await company.read()).name).toBe(NEW);
  });

  it("is no guess while the table is away: only the staff's screens take the stack's name", async () => {
    const { clock, asked, company } = opened();
    await company.read();
    clock.now = new Date(clock.now.getTime() + SETTINGS_HOLD_MS + 1);
    asked.away = true;
    await expect(company.read()).rejects.toThrow(TableUnavailable);
    expect((await company.readForStaff()).name).toBe(STACKS);
    asked.away = false;
    expect((await company.read()).name).toBe(STACKS);
  });

  it("is no guess where the name cannot be read", async () => {
    const { table, company } = opened();
    await table.update(SETTINGS_KEY, { set: [["name", 7]] });
    await expect(company.read()).rejects.toThrow(BrokenItem);
  });

  it("is what everybody asks: what the stack declares is named by who composes it and by the settings' own page", () => {
    const lambda = join(import.meta.dirname, "../../lambda");
    const files = readdirSync(lambda, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
    const naming = files.filter((file) =>
      /\bdeclared\b|COMPANY_NAME|StackCompany/.test(readFileSync(join(lambda, file), "utf8")),
    );
    expect(naming.sort()).toEqual([
      "company/inForce.ts",
      "env.ts",
      "services.ts",
      "settings/handlers.ts",
      "settings/store.ts",
    ]);
  });
});

describe("A company that an admin has renamed", () => {
  const seen = new Set<string>();

  /** Lets what waits be sent, once its kinds are noted. */
  async function sent(): Promise<readonly ReadMail[]> {
    const { sender, clock, gmail, services } = harness;
    const { table } = services;
    const waiting = await Promise.all(
      ["pending", "signature", "notice", "account"].map((state) =>
        table.query({ index: "by-outbox", where: "#outbox_state = :state", values: { state } }),
      ),
    );
    for (const item of waiting.flat()) {
      const { outbox } = (await table.get(parseKey(item))) as { outbox: Record<string, { kind: string }> };
      for (const { kind } of Object.values(outbox)) seen.add(kind);
    }
    sender.away = false;
    clock.advance(GATHER_MS);
    await sweepOutbox(services);
    sender.away = true;
    return readMails(gmail.mails.splice(0));
  }
  const ok = async (answer: Promise<Answer>): Promise<Answer> => {
    const given = await answer;
    expect([given.status < 300, given.text]).toEqual([true, given.text]);
    return given;
  };

  it("has its new name in every mail there is, and its dock in each that tells of a start", async () => {
    await change({ name: NEW, ...DOCK });
    harness.sender.away = true;
    const start = { starts_at: "15:00", vessel: "Windward" };
    const patrons = [{ id: idOf("jane"), name: "Jane Doe", email: "jane@example.com", aboard: true }];
    const charter = async (period: string, more: object = {}) => {
      const slug = await createCharter(admin, { period, ...start, ...more });
      await ok(crew.send("POST", `/api/event/${slug}/patrons`, { patrons, at: AT }));
      return slug;
    };
    const mails: ReadMail[] = [];
    const money = await charter("afternoon", { crew: ["cody@example.com"] });
    await ok(crew.send("POST", "/api/payment/log", payment(money, "paid")));
    await ok(crew.send("POST", "/api/payment/log", payment(money, "tip")));
    await ok(
      admin.send("POST", "/api/payment/refund", {
        ...{ id: idOf("refund"), event: money, timestamp: AT, reason: "Rain" },
        ...{ payment: idOf("paid"), amount_cents: 100, method: "cash" },
      }),
    );
    await ok(
      admin.send("POST", "/api/payment/reversal", {
        ...{ id: idOf("reversal"), event: money, timestamp: AT, reason: "Typed twice", entry: idOf("tip") },
      }),
    );
    await ok(
      crew.send("POST", "/api/payment/receipt", {
        ...{ id: idOf("receipt"), event: money, payment: idOf("paid"), to: "jane@example.com" },
      }),
    );
    await ok(crew.send("POST", `/api/event/${money}/reminders`, { patrons: [idOf("jane")] }));
    await noticeFlood(harness.services.table, money, `https://${HOST}`, harness.clock.now);
    await ok(nobody.send("POST", "/api/reset", { email: "cody@example.com" }));
    await ok(admin.send("PATCH", `/api/crew/${accountKey("cody@example.com")}`, { permissions: [] }));
    mails.push(...(await sent()));

    const text = shownText(BUILT_IN_WAIVER, "en", NEW);
    const signed = signature("Jane Doe", { text_sha256: textSha256(text), email: "jane@example.com" });
    await ok(nobody.send("POST", `/g/${money}/waiver`, signed));
    const leaving = { kind: "departed", id: idOf("left"), at: AT, aboard: [idOf("jane")], override: "Paper" };
    await ok(crew.send("POST", `/api/event/${money}/departures`, leaving));
    const moved = await charter("night");
    await ok(
      admin.send("POST", `/api/event/${moved}/move`, {
        ...{ id: idOf("move"), revision: 1, date: "2026-07-01", period: "night", signatures: "kept", reason: "Gale" },
      }),
    );
    const changed = await charter("sunset");
    await ok(admin.send("PATCH", `/api/event/${changed}`, { revision: 1, starts_at: "18:00" }));
    const off = await charter("evening");
    await ok(
      admin.send("POST", `/api/event/${off}/call-off`, {
        id: idOf("off"),
        revision: 1,
        money: "refund",
        reason: "Gale",
      }),
    );
    mails.push(...(await sent()));
    await ok(admin.send("PATCH", `/api/event/${off}`, { revision: 2, status: "open" }));
    mails.push(...(await sent()));

    const kinds = OutboxMail.options.flatMap(({ entries: { kind } }) =>
      "literal" in kind ? [kind.literal] : "options" in kind ? kind.options : [],
    );
    // It stands for others, and is sent to nobody.
    const sendable = kinds.filter((kind) => kind !== "rest");
    expect([...seen].sort()).toEqual([...sendable].sort());
    expect(mails.length).toBeGreaterThanOrEqual(sendable.length);
    for (const { subject, text: said, html, headers, files } of mails) {
      expect(headers.get("from")?.replaceAll('"', ""), subject).toBe(`${NEW} <tool@example.com>`);
      expect(`${subject}${said}${html}`, subject).not.toContain("Heron");
      expect(said.trim().split("\n").at(-1), subject).toBe(NEW);
      for (const { name, bytes } of files.filter(({ name: file }) => file.endsWith(".ics"))) {
        const ics = bytes.toString().replace(/\r\n /g, "");
        expect(ics, name).toContain("LOCATION:12 Harbor Road\\, Key West (Windward)");
        expect(ics, name).toContain("Gull & Sons");
      }
    }
    const telling = /please sign before|New date|A change to your|You sail|sails? after all|Changed:/i;
    const starts = mails.filter(({ subject }) => telling.test(subject));
    expect(starts.length).toBeGreaterThanOrEqual(5);
    for (const { subject, text: said, html } of starts) {
      expect(said.replaceAll("\r\n", "\n"), subject).toMatch(
        /Where: +12 Harbor Road, Key West\n +https:\/\/maps\.example\/\?q=1&z=2/,
      );
      expect(html, subject).toContain('href="https://maps.example/?q=1&amp;z=2"');
    }
  });

  it("has it on every page that patrons and calendars open", async () => {
    const slug = await createCharter(admin, { vessel: "Windward" });
    const canceled = await createCharter(admin, { period: "night" });
    const old = await createCharter(admin, { date: "2026-05-01" });
    await change({ name: NEW, ...DOCK });
    await ok(
      admin.send("POST", `/api/event/${canceled}/call-off`, {
        ...{ id: idOf("off"), revision: 1, money: "refund", reason: "Gale" },
      }),
    );
    const { path } = read(CalendarLinkResponse, await admin.send("POST", "/api/calendar"));
    const pages = await Promise.all(
      [
        `/g/${slug}/waiver`,
        `/g/${slug}/waiver?lang=es`,
        `/g/${slug}/waiver?kiosk`,
        `/g/${canceled}/waiver`,
        `/g/${old}/waiver`,
        "/g/2026-05-23-nobody-night/waiver",
        `/api/reminders/stop/${slug}/${idOf("jane")}`,
        path,
        "/api/session",
        "/api/waiver-texts/built-in",
      ].map(async (at) => [at, (await admin.send("GET", at)).text] as const),
    );
    for (const [at, page] of pages) {
      expect(page, at).not.toContain("Heron");
      if (!page.includes('"status":404')) expect(page, at).toMatch(/Gull (?:&|&amp;) Sons/);
    }
    const [, waiver = ""] = pages[0] ?? [];
    expect(waiver).toContain('<a href="https://maps.example/?q=1&amp;z=2"');
    expect(waiver).toContain(">12 Harbor Road, Key West</a>");
  });
});
