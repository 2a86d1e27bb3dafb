import { afterEach, describe } from "vitest";

import { ENGINES, type Browser, type Engine, type Settings } from "./engines.ts";
import { pageOf, type EnginePage } from "./page.ts";

/** CI insists on every engine; elsewhere one that is missing is passed by, which is said once before all tests. */
export const REQUIRED = process.env["SCC_REQUIRE_ENGINES"] === "1";

export interface Browsers {
  readonly engine: Engine["name"];
  /** Opens a browser of somebody who was never there before: one in a test. */
  readonly open: (settings?: Settings) => Promise<EnginePage>;
}

/** Runs tests in every engine, each in browsers of its own, which are closed after each test. */
export function inEachEngine(what: string, tests: (browsers: Browsers) => void): void {
  for (const engine of ENGINES) {
    describe.skipIf(engine.missing() !== undefined && !REQUIRED)(`${what}, in ${engine.name}`, () => {
      let browser: Browser | undefined;
      afterEach(async () => {
        await browser?.close();
        browser = undefined;
      });
      tests({
        engine: engine.name,
        open: async (settings) => {
          const missing = engine.missing();
          if (missing !== undefined) throw new Error(missing);
          browser = await engine.start(settings);
          // A phone's, or as near to it as the window can be.
          await browser.driver.manage().window().setRect({ x: 0, y: 0, width: 390, height: 844 });
          return pageOf(browser.driver);
        },
      });
    });
  }
}
