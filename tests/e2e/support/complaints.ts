import type { Page } from "playwright-core";

/** What pages say in their consoles that they should not. */
export interface Complaints {
  /** Listens to a page from here on. */
  watch(page: Page): void;
  /** Takes out what was said so far, and answers what of it nobody expected. */
  take(expected?: RegExp): string[];
}

/** Gathers what pages complain of: errors, warnings, and what a script throws. */
export function gatherComplaints(): Complaints {
  const gathered: string[] = [];
  return {
    watch: (page) => {
      page.on("console", (message) => {
        if (message.type() === "error" || message.type() === "warning") gathered.push(message.text());
      });
      page.on("pageerror", (fault) => {
        gathered.push(String(fault));
      });
    },
    take: (expected) => gathered.splice(0).filter((text) => expected?.test(text) !== true),
  };
}
