import { expect, it } from "vitest";

import { DEMO_ACCOUNTS } from "../../local/demo.ts";
import { useCloud } from "../support/useCloud.ts";
import { inspect, openSignedIn, unfoldPatron } from "./support/dock.ts";
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
