import { describe, expect, it } from "vitest";

import {
  AvailabilityResponse,
  SetAvailabilityResponse,
  type DayAnswer,
} from "../../rules/contract/api/availability.ts";
import { CrewDayResponse } from "../../rules/contract/api/crew.ts";
import { createCharter } from "./support/charter.ts";
import { read, readProblem, type Client } from "./support/harness.ts";
import { useHarness } from "./support/useHarness.ts";

const { harness, admin, crew } = useHarness();

function say(client: Client, date: string, answer: string | null, note = "") {
  return client.send("PUT", `/api/availability/${date}`, { answer, note });
}

async function month(client: Client, name: string): Promise<DayAnswer[]> {
  return read(AvailabilityResponse, await client.send("GET", `/api/availability?month=${name}`)).days;
}

describe("Availability", () => {
  it("is set with one request, and the same again changes nothing", async () => {
    const answers = [
      await say(crew, "2026-05-23", "maybe", " After ten "),
      await say(crew, "2026-05-23", "maybe", "After ten"),
    ];
    const day = { email: "cody@example.com", date: "2026-05-23", answer: "maybe", note: "After ten" };
    expect(answers.map((answer) => read(SetAvailabilityResponse, answer).day)).toEqual([day, day]);
    expect(await month(crew, "2026-05")).toEqual([day]);
  });

  it("is changed, and taken back", async () => {
    await say(crew, "2026-06-01", "yes");
    await say(crew, "2026-06-01", "no");
    expect((await month(crew, "2026-06")).map(({ answer }) => answer)).toEqual(["no"]);
    expect(read(SetAvailabilityResponse, await say(crew, "2026-06-01", null)).day).toBeNull();
    expect((await say(crew, "2026-06-01", null)).status).toBe(200);
    expect(await month(crew, "2026-06")).toEqual([]);
  });

  it("of everybody is for admins; others see their own", async () => {
    await say(crew, "2026-07-04", "yes");
    await say(admin, "2026-07-04", "no", "Ashore");
    await say(admin, "2026-08-01", "yes");
    expect((await month(admin, "2026-07")).map(({ email, answer }) => [email, answer])).toEqual([
      ["ada@example.com", "no"],
      ["cody@example.com", "yes"],
    ]);
    expect((await month(crew, "2026-07")).map(({ email }) => email)).toEqual(["cody@example.com"]);
  });

  it("is forgotten a year later", async () => {
    await say(crew, "2026-09-01", "yes");
    const items = await harness.services.table.query({
      where: "#event_id = :p",
      values: { p: "availability#2026-09" },
    });
    expect(items).toMatchObject([{ expires_at: Date.parse("2027-09-02T00:00:00Z") / 1000 }]);
  });

  it("takes only real days, months and answers", async () => {
    expect((await say(crew, "2026-02-30", "yes")).status).toBe(400);
    expect(readProblem(await say(crew, "2026-05-24", "perhaps")).errors?.[0]?.field).toBe("answer");
    expect((await crew.send("GET", "/api/availability?month=2026-13")).status).toBe(400);
  });
});

describe("The crew of a day", () => {
  it("is everybody, with what they said, and the charters of the days around it over a month's end", async () => {
    await createCharter(admin, {
      date: "2026-10-01",
      period: "morning",
      starts_at: "02:00",
      crew: ["cody@example.com"],
    });
    await createCharter(admin, { date: "2026-09-30", period: "night", starts_at: "23:00", crew: ["ada@example.com"] });
    await createCharter(admin, { date: "2026-09-28", period: "night" });
    await createCharter(admin, { date: "2026-10-02", period: "night" });
    await say(crew, "2026-09-30", "no", "Exam");
    await say(admin, "2026-09-30", "yes");
    const day = read(CrewDayResponse, await admin.send("GET", "/api/crew/day/2026-09-30"));
    expect(day.crew.map(({ name, answer, note }) => [name, answer, note])).toEqual([
      ["Ada", "yes", ""],
      ["Cody", "no", "Exam"],
    ]);
    expect(day.charters.map(({ slug, crew: assigned }) => [slug, assigned])).toEqual([
      ["2026-09-30-jane-night", ["ada@example.com"]],
      ["2026-10-01-jane-morning", ["cody@example.com"]],
    ]);
    const asCrew = read(CrewDayResponse, await crew.send("GET", "/api/crew/day/2026-09-30"));
    expect(asCrew.crew.map(({ answer }) => answer)).toEqual([null, "no"]);
  });

  it("needs a real date", async () => {
    expect((await crew.send("GET", "/api/crew/day/tomorrow")).status).toBe(400);
  });
});
