import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";

import { openApiClient, type ApiClient } from "../../../local/client.ts";
import { startOurCloud, type Cloud } from "../../../local/ourCloud.ts";
import { DEMO_ACCOUNTS, DEMO_PASSWORD, dockDate } from "../../../local/demo.ts";
import { QUEUE_NAME } from "../../../site/device/names.ts";
import type { EventDetail } from "../../../rules/contract/api/event.ts";
import { launchBrowser, openProfile, PATIENCE_MS, PHONE } from "../../../testkit/browser.ts";
import { readCharter } from "../../load/support/client.ts";
import { layDemoDay } from "../../support/demoDay.ts";
import { openSignedIn } from "./dock.ts";
import { layNetwork, type UnreliableNetwork } from "./unreliableNetwork.ts";

type DemoAccount = { readonly email: string };

/** A phone at the dock and the network between it and the cloud. */
export interface DockPhone {
  readonly cloud: Cloud;
  readonly network: UnreliableNetwork;
  readonly phone: BrowserContext;
  /** Closes the browser, not the page alone, and opens it again; for phones that keep a profile. */
  readonly restartPhone: () => Promise<void>;
  /** Starts another cloud on the data of the one that was closed, behind the same address. */
  readonly startCloudAgain: () => Promise<void>;
  /** Names a charter of today, such as `jane-afternoon`. */
  readonly slugOf: (charter: string) => string;
  /** Signs in on a new page, and waits until the phone could do without the network. */
  readonly openReady: (charter: string, account?: DemoAccount) => Promise<Page>;
  readonly loseSignal: () => void;
  /** The network is back, and every page of the phone is told. */
  readonly findSignal: () => Promise<void>;
  /** Lets the phone's browser find, as it does by itself some time after the signal is back, that something is to be sent. */
  readonly syncInBackground: (page: Page) => Promise<void>;
  readonly as: (account: DemoAccount) => Promise<ApiClient>;
  readonly onServer: (charter: string) => Promise<EventDetail>;
}

export interface DockPhoneOptions {
  /** Whether a phone outlives its browser: then each starts a browser of its own, which takes four times as long. */
  readonly keepsProfile?: boolean;
}

/** Gives every test of a file a new phone, beside one cloud for all of them. Its fields are there once a test has begun. */
export function useDockPhone({ keepsProfile = false }: DockPhoneOptions = {}): DockPhone {
  let data: string;
  let cloud: Cloud;
  let network: UnreliableNetwork;
  let browser: Browser | undefined;
  let profile: string;
  let phone: BrowserContext;
  const slugOf = (charter: string): string => `${dockDate(new Date())}-${charter}`;

  beforeAll(async () => {
    data = await mkdtemp(join(tmpdir(), "scc-dock-"));
    await layDemoDay(data);
    cloud = await startOurCloud({ dataDirectory: data });
    network = await layNetwork(cloud.url);
    if (!keepsProfile) browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await network.close();
    await cloud.close();
    await rm(data, { recursive: true, force: true });
  });
  beforeEach(async () => {
    profile = await mkdtemp(join(tmpdir(), "scc-phone-"));
    await pickUpPhone();
  });
  afterEach(async () => {
    Object.assign(network, { down: false, hangs: false, losesAnswer: () => false, promoted: undefined });
    await phone.close();
    await rm(profile, { recursive: true, force: true });
  });

  async function pickUpPhone(): Promise<void> {
    phone = await (browser?.newContext(PHONE) ?? openProfile(profile, PHONE));
    phone.setDefaultTimeout(PATIENCE_MS);
  }
  async function as({ email }: DemoAccount): Promise<ApiClient> {
    const client = openApiClient(cloud.url);
    await client.call("POST", "/api/session", { email, password: DEMO_PASSWORD });
    return client;
  }
  return {
    get cloud() {
      return cloud;
    },
    get network() {
      return network;
    },
    get phone() {
      return phone;
    },
    restartPhone: async () => {
      if (!keepsProfile) throw new Error("This phone keeps nothing when its browser is closed: say keepsProfile.");
      await phone.close();
      await pickUpPhone();
    },
    startCloudAgain: async () => {
      cloud = await startOurCloud({ dataDirectory: data });
      network.target = cloud.url;
    },
    slugOf,
    openReady: async (charter, account = DEMO_ACCOUNTS.crew) => {
      const page = await phone.newPage();
      await openSignedIn(page, network.url, account);
      await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
      await page.goto(`${network.url}/charters/${slugOf(charter)}`);
      await page.getByText("Ready for offline", { exact: false }).waitFor();
      return page;
    },
    loseSignal: () => {
      network.down = true;
    },
    findSignal: async () => {
      network.down = false;
      for (const page of phone.pages())
        await page.evaluate(() => {
          dispatchEvent(new Event("online"));
        });
    },
    syncInBackground: async (page) => {
      const session = await page.context().newCDPSession(page);
      const registered = new Promise<string>((resolve) => {
        session.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
          const ours = registrations.find(({ scopeURL, isDeleted }) => scopeURL.startsWith(network.url) && !isDeleted);
          if (ours !== undefined) resolve(ours.registrationId);
        });
      });
      await session.send("ServiceWorker.enable");
      const sync = { origin: network.url, registrationId: await registered, tag: QUEUE_NAME, lastChance: false };
      await session.send("ServiceWorker.dispatchSyncEvent", sync);
    },
    as,
    onServer: async (charter) => readCharter(await as(DEMO_ACCOUNTS.admin), slugOf(charter)),
  };
}
