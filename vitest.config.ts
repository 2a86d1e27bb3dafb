import { configDefaults, defineConfig } from "vitest/config";

import { LongestFirst } from "./tests/support/longestFirst.ts";

export default defineConfig({
  // What build/edge.ts puts in, for the tests that run the edge from its source.
  define: { COMPANY_NAME: JSON.stringify("Ship Captain Crew") },
  test: {
    // Node 20 builds this; the Lambda runs on 22. The SDK would say so in every test file.
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" },
    include: ["tests/**/*.test.ts", "tests/**/*.test.tsx"],
    // They want browsers that npm does not bring: vitest.engines.config.ts.
    exclude: [...configDefaults.exclude, "tests/engines/**"],
    // Deadlines for a busy machine, no measurements: the longest test takes half a minute on a quiet one.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    expect: { poll: { timeout: 30_000 } },
    // The machine that builds this has two cores, and embedded clouds have threads of their own.
    maxWorkers: 2,
    // One process for many files: what they import is loaded once. Half of the time of the short ones was loading.
    isolate: false,
    globalSetup: ["tests/support/runDirectory.ts"],
    sequence: { sequencer: LongestFirst },
  },
});
