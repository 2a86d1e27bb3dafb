import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { expect } from "vitest";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

interface Axe {
  run(options: {
    rules: Record<string, { enabled: boolean }>;
  }): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
}

/**
 * Finds what breaks axe-core's rules for WCAG A and AA, and those named besides, whether the page scrolls sideways, and what
 * other engines would lay out in another way.
 */
export async function findFaults(page: Page, besides: readonly string[] = []): Promise<readonly string[]> {
  // What was looked at before has it still.
  if (!(await page.evaluate(() => "axe" in globalThis))) await bringAxe(page);
  const faults = await page.evaluate(
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
  return [...faults, ...(await findUnevenFieldsets(page))];
}

/**
 * Goes through the debugger, which the page's policy does not bind, and straight: half a megabyte is long on any other way
 * there. The session ends with the page, as to end it by itself would take the page's authenticator along.
 */
async function bringAxe(page: Page): Promise<void> {
  const debug = await page.context().newCDPSession(page);
  const { exceptionDetails } = await debug.send("Runtime.evaluate", { expression: await readFile(AXE, "utf8") });
  expect(exceptionDetails).toBeUndefined();
}

/** A fieldset with a border, a padding or a grid has its legend in another place in WebKit; so has a legend that floats. */
async function findUnevenFieldsets(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const computed = (part: Element, ...names: readonly string[]): string =>
      names.map((name) => getComputedStyle(part).getPropertyValue(name)).join(" ");
    const isPlain = (fieldset: Element): boolean => {
      const [legend, content, ...others] = fieldset.children;
      return (
        legend?.tagName === "LEGEND" &&
        content !== undefined &&
        others.length === 0 &&
        computed(fieldset, "display", "border-width", "padding") === "block 0px 0px" &&
        computed(legend, "display", "float", "position") === "block none static"
      );
    };
    return [...document.querySelectorAll("fieldset")]
      .filter((fieldset) => fieldset.checkVisibility() && !isPlain(fieldset))
      .map((fieldset) => `an uneven fieldset: ${fieldset.outerHTML.slice(0, 120)}`);
  });
}
