import * as v from "valibot";
import { expect, it } from "vitest";

import { DEMO_ACCOUNTS, dockDate } from "../../local/demo.ts";
import { CrewResponse } from "../../rules/contract/api/session.ts";
import { CREW_PATH, crewMemberPath } from "../../rules/contract/api/paths/crew.ts";
import { readCharter, signIn } from "../load/support/client.ts";
import { useCloud } from "../support/useCloud.ts";
import { checkAboard, chooseMore, inspect, logPayment, look, openSignedIn, signThroughApi } from "./support/dock.ts";
import { usePages } from "./support/usePages.ts";

/** Several look at one day: what one does, the others see. Nobody reloads, and nobody's typing is lost. */

const cloud = useCloud({ demo: true });
const { open, openTab } = usePages(/status of 403/);
const DESK = { viewport: { width: 1280, height: 800 } };

it("What a patron and the mate do is on the captain's and the office's screens within seconds, and what is half typed stays", async () => {
  const today = dockDate(new Date());
  const slug = `${today}-jane-afternoon`;
  const [captain, mate, office] = [await open(), await open(), await open(DESK)];
  await openSignedIn(captain, cloud.url, DEMO_ACCOUNTS.admin);
  await openSignedIn(mate, cloud.url, DEMO_ACCOUNTS.admin);
  await openSignedIn(office, cloud.url, DEMO_ACCOUNTS.admin);
  const closeout = await openTab(office.context());
  await closeout.goto(`${cloud.url}/closeout?day=${today}`);
  for (const page of [captain, mate]) await page.goto(`${cloud.url}/charters/${slug}`);
  await captain.getByRole("button", { name: "Log payment" }).click();
  const dialog = captain.getByRole("dialog", { name: "Log payment" });
  await dialog.getByRole("textbox", { name: "Amount" }).fill("17");
  await office.getByRole("heading", { name: "Charters" }).waitFor();
  await closeout.getByRole("heading", { name: "Closeout" }).waitFor();

  await signThroughApi(cloud.url, slug, "Wanda Walker");
  await captain.getByText("Wanda Walker").first().waitFor();
  await checkAboard(mate, ["Leo Alvarez"]);
  await captain.locator('button[aria-pressed="true"]', { hasText: "Aboard" }).first().waitFor({ state: "attached" });
  await logPayment(mate, { patron: "Leo Alvarez", amount: "123.45", method: "Cash" });
  await captain.getByText("$123.45").first().waitFor({ state: "attached" });
  await closeout.getByText("$123.45").first().waitFor();

  expect(await dialog.getByRole("textbox", { name: "Amount" }).inputValue()).toBe("17");
  await look(captain, "live-charter");
  await look(office, "live-month");
  await look(closeout, "live-closeout");
});

it("Who is about to record what somebody else has recorded by now is told so, and keeps nothing of it", async () => {
  const slug = `${dockDate(new Date())}-omar-sunset`;
  const [captain, mate] = [await open(), await open()];
  for (const page of [captain, mate]) {
    await openSignedIn(page, cloud.url, DEMO_ACCOUNTS.admin);
    await page.goto(`${cloud.url}/charters/${slug}`);
  }
  await checkAboard(mate, ["Omar Haddad"]);
  for (const page of [captain, mate]) {
    await page.getByRole("button", { name: "Depart", exact: true }).click();
    await page.getByRole("dialog").getByLabel("Captain’s reason").fill("They signed on paper.");
  }
  await mate.getByRole("dialog").getByRole("button", { name: "Depart with 1" }).click();
  const told = captain.getByRole("dialog", { name: "It has departed already" });
  await told.getByText("You had typed: They signed on paper.").waitFor();
  await inspect(captain, "departed-meanwhile");
  expect(await told.getByRole("button", { name: /Depart/ }).count()).toBe(0);
  await told.getByRole("button", { name: "Close", exact: true }).last().click();

  // Who signs after it left has told whom to call.
  await signThroughApi(cloud.url, slug, "Omar Haddad");
  await captain.goto(`${cloud.url}/charters/${slug}/departure`);
  await captain.getByText("Signed since", { exact: false }).waitFor();
  await captain.getByText("Ana Ashore", { exact: false }).waitFor();
  expect(await captain.getByText("No emergency contact on record").count()).toBe(0);
  await inspect(captain, "signed-since");
});

it("A payment is of the instant in which it is pressed, not of that in which its form was opened", async () => {
  const slug = `${dockDate(new Date())}-jane-afternoon`;
  const captain = await open();
  await openSignedIn(captain, cloud.url, DEMO_ACCOUNTS.admin);
  await captain.goto(`${cloud.url}/charters/${slug}`);
  await captain.getByRole("button", { name: "Log payment" }).click();
  const dialog = captain.getByRole("dialog", { name: "Log payment" });
  await dialog.getByLabel("Patron").fill("Leo Alvarez");
  await dialog.getByRole("textbox", { name: "Amount" }).fill("6.07");
  await dialog.getByText("Cash", { exact: true }).click();
  const before = new Date().toISOString();
  await dialog.getByRole("button", { name: "Log payment" }).click();
  await captain.getByText("Payment logged", { exact: false }).waitFor();
  const { ledger } = await readCharter(await signIn(cloud.url), slug);
  const said = ledger.flatMap((entry) => ("timestamp" in entry && "patron" in entry ? [entry.timestamp] : []));
  expect(said.some((at) => at >= before)).toBe(true);
});

it("Who is about to call off what somebody else has called off by now is told so, and mails nobody", async () => {
  const slug = `${dockDate(new Date())}-jane-afternoon`;
  const [captain, office] = [await open(), await open(DESK)];
  for (const page of [captain, office]) {
    await openSignedIn(page, cloud.url, DEMO_ACCOUNTS.admin);
    await page.goto(`${cloud.url}/charters/${slug}`);
    await chooseMore(page, "Call off");
    const dialog = page.getByRole("dialog", { name: "Call off this charter" });
    await dialog.getByLabel("Why").fill(page === captain ? "Engine broken." : "Too much wind.");
    await dialog.getByText("refund", { exact: false }).first().click();
  }
  await captain.getByRole("dialog").getByRole("button", { name: "Call off" }).click();
  await captain.getByText("Charter called off.").waitFor();
  const told = office.getByRole("dialog", { name: "It is called off already" });
  await told.getByText("Engine broken.", { exact: false }).waitFor();
  await told.getByText("You had typed: Too much wind.").waitFor();
  await inspect(office, "called-off-meanwhile");
  await told.getByRole("button", { name: "Close", exact: true }).last().click();
  expect((await readCharter(await signIn(cloud.url), slug)).call_off_log).toHaveLength(1);
});

it("Who may no longer take money is offered it no longer, once they have been told", async () => {
  const mate = await open();
  await openSignedIn(mate, cloud.url, DEMO_ACCOUNTS.crew);
  await mate.goto(`${cloud.url}/charters/${dockDate(new Date())}-jane-afternoon`);
  await mate.getByRole("button", { name: "Log payment" }).click();
  const dialog = mate.getByRole("dialog", { name: "Log payment" });
  await dialog.getByLabel("Patron").fill("Leo Alvarez");
  await dialog.getByRole("textbox", { name: "Amount" }).fill("5");
  await dialog.getByText("Cash", { exact: true }).click();
  const admin = await signIn(cloud.url);
  const { crew } = v.parse(CrewResponse, (await admin.call("GET", CREW_PATH)).body);
  const member = crew.find(({ email }) => email === DEMO_ACCOUNTS.crew.email)?.key ?? "";
  expect(await admin.call("PATCH", crewMemberPath(member), { permissions: [] })).toMatchObject({ status: 200 });
  await dialog.getByRole("button", { name: "Log payment" }).click();
  await dialog.getByText("You may not log payments").waitFor();
  expect(await dialog.getByRole("textbox", { name: "Amount" }).inputValue()).toBe("5");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await mate.getByRole("button", { name: "Discard" }).click();
  await mate.getByRole("button", { name: "Log payment" }).waitFor({ state: "detached" });
});
