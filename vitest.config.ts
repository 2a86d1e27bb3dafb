import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts", "tests/**/*.test.tsx"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // The machine that builds this has two cores, and embedded clouds have threads of their own.
    maxWorkers: 2,
  },
});
