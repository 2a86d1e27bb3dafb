import { afterAll, afterEach, beforeAll, expect, it } from "vitest";

import { DEMO_ACCOUNTS, dockDate } from "../../local/demo.ts";
import type { EventDetail } from "../../rules/contract/api/event.ts";
import { layNetwork, type UnreliableNetwork } from "../e2e/support/unreliableNetwork.ts";
import { readCharter, signIn } from "../load/support/client.ts";
import { useCloud } from "../support/useCloud.ts";
import { fillBirth, fillRest, logCash, signInAt, type } from "./support/hands.ts";
import { inEachEngine } from "./support/inEachEngine.ts";
import type { EnginePage } from "./support/page.ts";

/** Money at the dock, and an hour without a signal. The network between is what fails: these drivers switch nothing off. */

const cloud = useCloud({ demo: true });
let network: UnreliableNetwork;
beforeAll(async () => {
  network = await layNetwork(cloud.url);
});
afterEach(() => {
  network.down = false;
});
afterAll(() => network.close());

const { crew } = DEMO_ACCOUNTS;
const slugOf = (charter: string): string => `${dockDate(new Date())}-${charter}`;
const onServer = async (charter: string): Promise<EventDetail> => readCharter(await signIn(cloud.url), slugOf(charter));

function paidBy(event: EventDetail, patron: string): readonly number[] {
  return event.ledger.flatMap((entry) =>
    entry.kind === "payment" && entry.patron === patron ? [entry.amount_cents] : [],
  );
}

/** Signs in, opens a charter, and waits until the browser could do without the network. */
async function openReady(page: EnginePage, charter: string): Promise<void> {
  await signInAt(page, network.url, crew);
  await page.until("return navigator.serviceWorker.controller !== null");
  await page.open(`${network.url}/charters/${slugOf(charter)}`);
  await page.see("Ready for offline");
}

async function findSignal(page: EnginePage): Promise<void> {
  network.down = false;
  await page.driver.executeScript("dispatchEvent(new Event('online'))");
}

inEachEngine("the dock", ({ engine, open }) => {
  it("logs a payment", async () => {
    const patron = `Mia of ${engine}`;
    const page = await open();
    await signInAt(page, cloud.url, crew);
    await page.press("link", /^Jane’s afternoon charter/);
    await page.find("heading", "Payments");
    await logCash(page, patron, "12.50");
    await page.see("$12.50");
    expect(paidBy(await onServer("jane-afternoon"), patron)).toEqual([1250]);
  });

  it("departs and takes money without a signal, says who sends it and when, and it is sent once", async () => {
    // Each engine's own charter: one departs once.
    const charter = engine === "WebKit" ? "jane-afternoon" : "omar-sunset";
    const [first, patron] = engine === "WebKit" ? ["Leo Alvarez", "Sam Okafor"] : ["Lena Haddad", "Omar Haddad"];
    const page = await open();
    await openReady(page, charter);
    network.down = true;

    await page.press("button", new RegExp(`^Aboard ?: ${first}$`));
    await page.press("button", "Depart");
    const leaving = await page.find("dialog", "No go. Depart all the same?");
    await page.fill("Captain’s reason", "The rest signed on paper.", leaving);
    await page.press("button", "Depart with 1", leaving);
    await page.see(
      "kept on this device: ashore nobody may know of it yet. It is sent as soon as this page has a signal.",
    );
    await logCash(page, patron, "8");
    await page.see("Payment kept on this device. It is sent as soon as this page has a signal.");
    expect((await onServer(charter)).departures).toEqual([]);

    await page.reload();
    await page.see("Offline.");
    await page.press("link", /^3 waiting/);
    await page.see("as soon as this page is open with a signal");
    expect(await page.reads("while this page is closed")).toBe(false);

    await findSignal(page);
    await page.find("heading", "Nothing waits");
    const event = await onServer(charter);
    expect(paidBy(event, patron).filter((cents) => cents === 800)).toHaveLength(1);
    expect(event.manifest.filter(({ aboard_at }) => aboard_at !== null).map(({ name }) => name)).toEqual([first]);
    expect(event.departures.map(({ kind }) => kind)).toEqual(["departed"]);
  });

  it("keeps a waiver that is signed there without a signal, and sends it", async () => {
    const signer = `Dock of ${engine}`;
    const page = await open();
    await openReady(page, "omar-sunset");
    network.down = true;
    await page.open(`${network.url}/g/${slugOf("omar-sunset")}/waiver?kiosk`);
    await page.fill("Your full name", signer);
    await fillBirth(page, "Your date of birth", 1970);
    await fillRest(page);
    await type(page, signer);
    await page.press("button", "Sign the waiver");
    await page.see("Your signature is kept on this device. It is sent as soon as this page has a signal.");
    await findSignal(page);
    await expect
      .poll(async () => (await onServer("omar-sunset")).signatures.map(({ participant }) => participant))
      .toContain(signer);
  });
});
