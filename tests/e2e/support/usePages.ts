import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect } from "vitest";

import { launchBrowser, PATIENCE_MS, PHONE } from "../../../testkit/browser.ts";
import { gatherComplaints, type Complaints } from "./complaints.ts";

export interface Pages extends Pick<Complaints, "take"> {
  /** Opens a page of somebody who was never there before: on a phone, but for what is said otherwise. */
  readonly open: (options?: BrowserContextOptions) => Promise<Page>;
  /** Opens another page for somebody who has one. */
  readonly openTab: (context: BrowserContext) => Promise<Page>;
}

/** Starts one browser for the tests of a file. After each, its pages are closed, and nothing may have been complained of but what is expected. */
export function usePages(expected?: RegExp): Pages {
  const complaints = gatherComplaints();
  const contexts: BrowserContext[] = [];
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser.close();
  });
  afterEach(async () => {
    await Promise.all(contexts.splice(0).map((context) => context.close()));
    expect(complaints.take(expected)).toEqual([]);
  });

  async function openTab(context: BrowserContext): Promise<Page> {
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    complaints.watch(page);
    return page;
  }
  return {
    take: (wanted) => complaints.take(wanted),
    openTab,
    open: async (options) => {
      const context = await browser.newContext({ ...PHONE, ...options });
      contexts.push(context);
      return openTab(context);
    },
  };
}
