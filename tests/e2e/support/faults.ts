import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

interface Axe {
  run(options: {
    rules: Record<string, { enabled: boolean }>;
  }): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
}

/** Finds what breaks axe-core's rules for WCAG A and AA, and those named besides, and whether the page scrolls sideways. */
export async function findFaults(page: Page, besides: readonly string[] = []): Promise<readonly string[]> {
  // evaluate() goes through the debugger, which the page's policy does not bind.
  await page.evaluate(await readFile(AXE, "utf8"));
  return page.evaluate(
    async (rules) => {
      const { axe } = globalThis as unknown as { axe: Axe };
      const { violations } = await axe.run({
        rules: Object.fromEntries(rules.map((rule) => [rule, { enabled: true }])),
      });
      const sideways = document.documentElement.scrollWidth > innerWidth ? ["scrolls sideways"] : [];
      return [...violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`), ...sideways];
    },
    [...besides],
  );
}
