import { expect, it } from "vitest";

import { FirstDayResponse } from "../../rules/contract/api/firstDay.ts";
import { SessionResponse } from "../../rules/contract/api/session.ts";
import { createCharter } from "./support/charter.ts";
import { idOf, read } from "./support/harness.ts";
import { useHarness } from "./support/useHarness.ts";

const { harness, admin, crew, nobody } = useHarness({ for: "each" });

const steps = async (): Promise<FirstDayResponse> => read(FirstDayResponse, await admin.send("GET", "/api/first-day"));
const isLed = async (who: typeof admin): Promise<boolean> =>
  read(SessionResponse, await who.send("GET", "/api/session")).company.setting_up;

it("The first day's steps are done one by one, by what is there and not by who pressed what", async () => {
  expect(await steps()).toEqual({ boat: false, crew: true, waiver_text: false, charter: false });
  await admin.send("POST", "/api/vessels", { id: idOf("heron"), name: "Heron", capacity: 6, required_crew: 1 });
  expect(await steps()).toMatchObject({ boat: true, waiver_text: false, charter: false });
  const texts = { en: { title: "Ours", markdown: "Wet." }, es: null };
  // A draft that nobody reads is no text of the company's.
  await admin.send("PATCH", "/api/waiver-texts/draft", { revision: 0, texts: { ...texts, es: texts.en } });
  expect(await steps()).toMatchObject({ waiver_text: false });
  await admin.send("POST", "/api/waiver-texts", { id: idOf("text"), revision: 1, texts, note: "Ours" });
  expect(await steps()).toMatchObject({ waiver_text: true, charter: false });
  await createCharter(admin, { date: "2026-11-02" });
  expect(await steps()).toEqual({ boat: true, crew: true, waiver_text: true, charter: true });
});

it("A season that is over is no first day", async () => {
  await createCharter(admin, { date: "2025-09-30" });
  expect(await steps()).toMatchObject({ charter: true });
});

it("Only admins are led, until one of them puts the steps away, which is no change of the settings", async () => {
  expect([await isLed(admin), await isLed(crew), await isLed(nobody)]).toEqual([true, false, false]);
  const answer = read(SessionResponse, await admin.send("DELETE", "/api/first-day"));
  expect([answer.company.setting_up, answer.account?.email]).toEqual([false, "ada@example.com"]);
  expect(await isLed(admin)).toBe(false);
  expect((await admin.send("PATCH", "/api/settings", { revision: 0, name: "Gull" })).status).toBe(200);
  expect(await isLed(admin)).toBe(false);
  expect(harness.logs.filter((line) => line.includes('"settings-changed"'))).toHaveLength(1);
});
