import { defineConfig } from "vitest/config";

import base from "./vitest.config.ts";

/** The browser tests in WebKit and Firefox (`npm run e2e:engines`), which have to be on the machine. */
export default defineConfig({
  ...base,
  test: {
    ...base.test,
    include: ["tests/engines/**/*.test.ts"],
    exclude: [],
    globalSetup: ["tests/support/runDirectory.ts", "tests/engines/support/tellMissing.ts"],
    maxWorkers: 2,
  },
});
