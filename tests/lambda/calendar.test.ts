import ICAL from "ical.js";
import { beforeAll, describe, expect, it } from "vitest";

import { CalendarLinkResponse, CalendarResponse } from "../../rules/contract/api/calendar.ts";
import { disableAccount, setPassword } from "../../lambda/accounts/store.ts";
import { FETCHES_MAX, WRONG_LINKS_MAX } from "../../lambda/calendar/handlers.ts";
import { writeCalendar, type CalendarCharter } from "../../lambda/calendar/ics.ts";
import { createCharter, readCharter } from "./support/charter.ts";
import { CHEAP, Client, PASSWORD, read, readProblem } from "./support/harness.ts";
import { readIcs, readText, type Component } from "./support/ics.ts";
import { useHarness } from "./support/useHarness.ts";

const { harness, admin, crew, nobody: outside } = useHarness();

beforeAll(async () => {
  await createCharter(admin, { starts_at: "14:00", vessel: "Heron; the old, \\ one", crew: ["cody@example.com"] });
  await createCharter(admin, {
    date: "2026-12-24",
    period: "evening",
    title: "Lights, carols; & José’s very long Christmas title, so long it folds",
  });
  await createCharter(admin, { date: "2026-04-22", period: "night", crew: ["cody@example.com"] });
  await createCharter(admin, { date: "2027-05-24", period: "night", crew: ["cody@example.com"] });
  await createCharter(admin, { date: "2027-05-25", period: "night", crew: ["cody@example.com"] });
});

async function newLink(client: Client): Promise<string> {
  return read(CalendarLinkResponse, await client.send("POST", "/api/calendar")).path;
}

function fetchFile(path: string, headers: Record<string, string> = {}) {
  return outside.send("GET", path, undefined, headers);
}

function property(component: Component | undefined, name: string): string | undefined {
  return component?.properties.get(name);
}

async function charters(path: string): Promise<readonly Component[]> {
  return readIcs((await fetchFile(path)).text).components;
}

const uids = (events: readonly Component[]) => events.map((event) => property(event, "UID"));

describe("A calendar", () => {
  it("of a crew member has their own charters, from a month ago to a year ahead", async () => {
    expect(uids(await charters(await newLink(crew)))).toEqual([
      "2026-05-23-jane-afternoon@charters.example",
      "2027-05-24-jane-night@charters.example",
    ]);
  });

  it("of an admin has all charters", async () => {
    expect(uids(await charters(await newLink(admin)))).toEqual([
      "2026-05-23-jane-afternoon@charters.example",
      "2026-12-24-jane-evening@charters.example",
      "2027-05-24-jane-night@charters.example",
    ]);
  });

  it("is a file that RFC 5545 allows, with all it requires", async () => {
    const answer = await fetchFile(await newLink(admin));
    expect(answer.headers.get("content-type")).toBe("text/calendar; charset=utf-8");
    const calendar = readIcs(answer.text);
    expect([calendar.name, property(calendar, "VERSION"), property(calendar, "PRODID")?.startsWith("-//")]).toEqual([
      "VCALENDAR",
      "2.0",
      true,
    ]);
    for (const event of calendar.components) {
      expect(event.name).toBe("VEVENT");
      expect(property(event, "DTSTAMP")).toMatch(/^\d{8}T\d{6}Z$/);
      expect(property(event, "LAST-MODIFIED")).toBe("20260523T180000Z");
      expect(event.properties.has("UID") && event.properties.has("SUMMARY")).toBe(true);
    }
    const [jane, lights] = calendar.components;
    expect(property(jane, "DTSTART")).toBe("20260523T180000Z");
    expect(property(jane, "DTEND")).toBe("20260523T220000Z");
    expect(readText(property(jane, "LOCATION"))).toBe("Heron; the old, \\ one");
    expect(property(jane, "STATUS")).toBe("CONFIRMED");
    expect(property(lights, "DTSTART;VALUE=DATE")).toBe("20261224");
    expect(readText(property(lights, "SUMMARY"))).toBe(
      "Lights, carols; & José’s very long Christmas title, so long it folds",
    );
  });

  it("says the same to the parser that Thunderbird and Nextcloud read calendars with", async () => {
    const calendar = ICAL.Component.fromString((await fetchFile(await newLink(admin))).text);
    const events = calendar
      .getAllSubcomponents("vevent")
      .map((part) => new ICAL.Event(part, { strictExceptions: true }));
    const told = events
      .slice(0, 2)
      .map(({ summary, location, startDate, endDate }) => [
        summary,
        location,
        startDate.toString(),
        endDate.subtractDateTz(startDate).toString(),
      ]);
    expect(told).toEqual([
      ["Jane’s afternoon charter", "Heron; the old, \\ one", "2026-05-23T18:00:00Z", "PT4H"],
      ["Lights, carols; & José’s very long Christmas title, so long it folds", null, "2026-12-24", "P1D"],
    ]);
  });

  it("shows no patron, no note and no money", async () => {
    const slug = "2026-05-23-jane-afternoon";
    const { revision } = await readCharter(admin, slug);
    await admin.send("PATCH", `/api/event/${slug}`, { revision, note: "Gate code 4711" });
    const { text } = await fetchFile(await newLink(crew));
    for (const hidden of ["4711", "600", "cody@", "Cody <"]) expect(text).not.toContain(hidden);
  });

  it("shows a canceled charter as canceled, with a higher sequence under the same UID", async () => {
    const path = await newLink(crew);
    const [before] = await charters(path);
    const slug = "2026-05-23-jane-afternoon";
    harness.clock.advance(120_000);
    const { revision } = await readCharter(admin, slug);
    await admin.send("PATCH", `/api/event/${slug}`, { revision, status: "canceled" });
    const [after] = await charters(path);
    expect([property(after, "UID"), property(after, "STATUS")]).toEqual([property(before, "UID"), "CANCELLED"]);
    expect(Number(property(after, "SEQUENCE"))).toBeGreaterThan(Number(property(before, "SEQUENCE")));
  });

  it("is not sent again while nothing changed", async () => {
    const path = await newLink(crew);
    const first = await fetchFile(path);
    const etag = first.headers.get("etag") ?? "";
    expect([first.status, first.headers.get("cache-control")]).toEqual([200, "private, no-cache"]);
    harness.clock.advance(60_000);
    expect(await fetchFile(path, { "if-none-match": `"other", W/${etag}` })).toMatchObject({ status: 304, text: "" });
    expect((await fetchFile(path, { "if-none-match": '"other"' })).status).toBe(200);
  });
});

describe("A calendar link", () => {
  it("works until it is replaced, and until it is turned off", async () => {
    const first = await newLink(crew);
    const second = await newLink(crew);
    expect([(await fetchFile(first)).status, (await fetchFile(second)).status]).toEqual([404, 200]);
    expect(read(CalendarResponse, await crew.send("GET", "/api/calendar")).since).toBe(harness.clock.now.toISOString());
    expect((await crew.send("DELETE", "/api/calendar")).status).toBe(200);
    expect((await crew.send("DELETE", "/api/calendar")).status).toBe(200);
    expect((await fetchFile(second)).status).toBe(404);
    expect(read(CalendarResponse, await crew.send("GET", "/api/calendar")).since).toBeNull();
  });

  it("is stored as a hash, and never logged", async () => {
    const path = await newLink(crew);
    await fetchFile(path);
    const secret = path.slice("/api/calendar/".length, -".ics".length);
    const items = await harness.services.table.query({ where: "#event_id = :p", values: { p: "accounts" } });
    expect(JSON.stringify(items)).not.toContain(secret);
    expect(harness.logs.join("\n")).not.toContain(secret.slice(40));
    expect(path).toMatch(/^\/api\/calendar\/[0-9a-f]{32}-[\w-]{43}\.ics$/);
  });

  it("opens nothing for a disabled account, not even when it is let in again", async () => {
    const path = await newLink(crew);
    await disableAccount(harness.services.table, "cody@example.com", harness.clock.now);
    expect(readProblem(await fetchFile(path))).toMatchObject({ status: 404, code: "not-found" });
    await setPassword(harness.services.table, "cody@example.com", PASSWORD, { cost: CHEAP, enable: true });
    await crew.signIn("cody@example.com");
    expect((await fetchFile(path)).status).toBe(404);
    expect((await fetchFile(await newLink(crew))).status).toBe(200);
  });

  it("that is wrong is a 404, and after many tries a 429", async () => {
    const stranger = new Client(harness);
    stranger.address = "198.51.100.9";
    const wrong = (path: string) => stranger.send("GET", `/api/calendar/${path}`);
    for (const path of ["x.ics", `${"0".repeat(32)}-${"a".repeat(43)}.ics`])
      expect((await wrong(path)).status).toBe(404);
    const answers = await Promise.all(Array.from({ length: WRONG_LINKS_MAX }, () => wrong("x.ics")));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(2);
    expect(Number(refused[0]?.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await fetchFile(await newLink(admin))).status).toBe(200);
  });

  it("may be fetched only so often", async () => {
    harness.clock.advance(15 * 60_000);
    const path = await newLink(admin);
    const statuses = [];
    for (let n = 0; n < FETCHES_MAX + 1; n += 1)
      statuses.push((await fetchFile(path, { "if-none-match": "*" })).status);
    expect([statuses.indexOf(429), statuses.at(-1)]).toEqual([FETCHES_MAX, 429]);
  });
});

describe("A charter at a change of clocks", () => {
  const frame = { name: "Heron", origin: "https://charters.example", timeZone: "America/New_York", dock: "" };
  const charter: CalendarCharter = {
    home: "2026-11-01-jane-night",
    slug: "2026-11-01-jane-night",
    title: "",
    first_name: "Jane",
    date: "2026-11-01",
    period: "night",
    starts_at: "00:30",
    vessel: "",
    status: "open",
    changed_at: undefined,
  };

  it("starts by the clock and lasts as long as any other", async () => {
    const [event] = readIcs(await writeCalendar(frame, [charter])).components;
    expect([property(event, "DTSTART"), property(event, "DTEND")]).toEqual(["20261101T043000Z", "20261101T083000Z"]);
  });

  it("from before this program has no last change", async () => {
    const [event] = readIcs(await writeCalendar(frame, [charter])).components;
    expect([property(event, "DTSTAMP"), event?.properties.has("LAST-MODIFIED")]).toEqual(["19700101T000000Z", false]);
  });
});
