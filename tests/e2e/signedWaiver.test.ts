import { expect, it } from "vitest";

import { DEMO_ACCOUNTS, demoSlug } from "../../local/demo.ts";
import { useCloud } from "../support/useCloud.ts";
import { inspect, inspectDayAndNight, look, openSignedIn, signThroughApi, unfoldPatron } from "./support/dock.ts";
import { usePages } from "./support/usePages.ts";

/** What somebody signed, opened from the list of patrons. */

const cloud = useCloud({ demo: true });
const { open } = usePages();

it("An admin opens a signed waiver as a PDF, beside the name that it counts for; the crew has no such link", async () => {
  const page = await open();
  await openSignedIn(page, cloud.url, DEMO_ACCOUNTS.admin);
  await page.getByRole("link", { name: "Jane’s afternoon charter" }).click();
  const link = (await unfoldPatron(page, "Jane Porter")).getByRole("link", { name: /^Signed waiver/ });
  await link.waitFor();
  await inspect(page, "signed-waiver-link");
  const answer = await page.request.get(new URL((await link.getAttribute("href")) ?? "", cloud.url).href);
  expect(answer.headers()).toMatchObject({ "content-type": "application/pdf" });
  expect((await answer.body()).subarray(0, 5).toString()).toBe("%PDF-");
  expect((await answer.body()).subarray(-6).toString()).toContain("%%EOF");

  const crew = await open();
  await openSignedIn(crew, cloud.url, DEMO_ACCOUNTS.crew);
  await crew.getByRole("link", { name: "Jane’s afternoon charter" }).click();
  await (await unfoldPatron(crew, "Jane Porter")).getByRole("link", { name: "(305) 555-0142" }).waitFor();
  expect(await crew.getByRole("link", { name: /^Signed waiver/ }).count()).toBe(0);
});

it("A signature under another name is counted for somebody on the list, and taken from them again", async () => {
  const page = await open();
  await openSignedIn(page, cloud.url, DEMO_ACCOUNTS.crew);
  await page.getByRole("link", { name: "Jane’s afternoon charter" }).click();
  const patrons = page.getByRole("region", { name: "Patrons" });
  await patrons.getByLabel("Add patrons").fill("Robert Stone");
  await patrons.getByRole("button", { name: "Add to the list" }).click();
  await signThroughApi(cloud.url, demoSlug(new Date()), "Bob Stone");
  await patrons.getByText("Bob Stone", { exact: true }).waitFor();
  await inspect(page, "signature-unlisted");

  await patrons.getByRole("button", { name: "Open signature of Bob Stone" }).click();
  const dialog = page.getByRole("dialog", { name: "Signature of Bob Stone" });
  await dialog.getByLabel("Counts for").selectOption({ label: "Robert Stone" });
  await inspectDayAndNight(page, "signature-counts-for");
  await page.emulateMedia({ colorScheme: "light" });
  await dialog.getByRole("button", { name: "Save" }).click();
  await page.getByText("The signature of Bob Stone counts for Robert Stone.", { exact: true }).waitFor();
  const robert = await unfoldPatron(page, "Robert Stone");
  await robert.getByText("Signed as Bob Stone").waitFor();
  await inspect(page, "signature-signed-as");
  await page.getByText("History", { exact: true }).click();
  await page.getByText("said that the signature of Bob Stone counts for Robert Stone.", { exact: false }).waitFor();

  const desk = await open({ viewport: { width: 1280, height: 800 } });
  await openSignedIn(desk, cloud.url, DEMO_ACCOUNTS.crew);
  await desk.goto(page.url());
  await (await unfoldPatron(desk, "Robert Stone")).getByRole("button", { name: "Open signature of Bob Stone" }).click();
  const atDesk = desk.getByRole("dialog", { name: "Signature of Bob Stone" });
  await atDesk.getByLabel("Counts for").selectOption({ label: "Nobody: it does not count for Robert Stone" });
  await look(desk, "signature-counts-for-desk");
  await atDesk.getByRole("button", { name: "Save" }).click();
  await desk.getByText("The signature of Bob Stone counts for nobody on the list.", { exact: true }).waitFor();
  // The phone hears of it by itself.
  await patrons.getByText("Signed, but not on the list").waitFor();
});
