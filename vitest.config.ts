import { defineConfig } from "vitest/config";

export default defineConfig({
  // What build/edge.ts puts in, for the tests that run the edge from its source.
  define: { COMPANY_NAME: JSON.stringify("Ship Captain Crew") },
  test: {
    include: ["tests/**/*.test.ts", "tests/**/*.test.tsx"],
    testTimeout: 90_000,
    hookTimeout: 120_000,
    // The machine that builds this has two cores, and embedded clouds have threads of their own.
    maxWorkers: 2,
  },
});
