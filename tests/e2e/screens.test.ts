import { randomUUID } from "node:crypto";
import type { Locator, Page } from "playwright-core";
import { describe, expect, it } from "vitest";

import { DEMO_ACCOUNTS, dockDate } from "../../local/demo.ts";
import { PHONE } from "../../testkit/browser.ts";
import { readCharter, signIn } from "../load/support/client.ts";
import { useCloud } from "../support/useCloud.ts";
import { coveredAt } from "./support/coveredAt.ts";
import { inspect, openSignedIn } from "./support/dock.ts";
import { usePages } from "./support/usePages.ts";

/** What screens and paper look like, whatever engine, window and size of text somebody has. */

const cloud = useCloud({ demo: true });
// A browser tells of each answer that is no 2xx.
const { open: openPage } = usePages(/status of 404/);
const DESK = { viewport: { width: 1280, height: 800 } };

async function openMonth(page: Page): Promise<void> {
  await openSignedIn(page, cloud.url, DEMO_ACCOUNTS.admin);
}

/** A dialog longer than a phone. */
async function openNewCharter(page: Page): Promise<Locator> {
  await openMonth(page);
  await page.getByRole("button", { name: "New charter" }).click();
  const dialog = page.getByRole("dialog", { name: "New charter" });
  await dialog.waitFor();
  return dialog;
}

/** It comes a moment after what is said about the field. */
async function expectFocus(field: Locator): Promise<void> {
  await expect.poll(() => field.evaluate((input) => input === document.activeElement)).toBe(true);
}

/** Shows text in another size, as the browsers of people do who need it. */
async function enlargeText(page: Page, size = "200%"): Promise<void> {
  await page.evaluate((fontSize) => {
    document.documentElement.style.fontSize = fontSize;
  }, size);
}

/** Finds words that are broken though a line of the card, the dialog or the page they are in has room for them. */
async function findBrokenWords(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const widthAround = (part: Element): number => {
      const around = part.closest(".card, .waiver-preview, dialog, main, .masthead") ?? document.body;
      const { paddingLeft, paddingRight } = getComputedStyle(around);
      return around.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
    };
    const isBroken = (range: Range, part: Element): boolean => {
      const pieces = [...range.getClientRects()].filter(({ width }) => width > 0);
      const width = pieces.reduce((sum, piece) => sum + piece.width, 0);
      return new Set(pieces.map(({ top }) => Math.round(top))).size > 1 && width < widthAround(part);
    };
    const broken: string[] = [];
    // Nobody reads what is behind a dialog.
    const read = document.querySelector("dialog[open]") ?? document.body;
    const texts = document.createTreeWalker(read, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
      const { parentElement: part } = text;
      // An address is no word: it may break wherever it must.
      if (part?.checkVisibility() !== true || part.closest(".link-box") !== null) continue;
      // Behind a hyphen a line may end.
      for (const word of (text.textContent ?? "").matchAll(/[^\s-]+/g)) {
        const range = document.createRange();
        range.setStart(text, word.index);
        range.setEnd(text, word.index + word[0].length);
        if (isBroken(range, part)) broken.push(word[0]);
      }
    }
    return broken;
  });
}

/** Finds what stands out of the card or the dialog that it is in. */
async function findOverhangs(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll(".card, .dialog-body, .dialog-foot, .masthead-inner")].flatMap((box) => {
      const edge = box.getBoundingClientRect().right - parseFloat(getComputedStyle(box).paddingRight) + 1;
      return [...box.querySelectorAll("*")]
        .filter((part) => part.checkVisibility() && part.getBoundingClientRect().right > edge)
        .map((part) => part.outerHTML.slice(0, 100));
    }),
  );
}

describe("fields under one name", () => {
  it("are laid out alike by every engine, for a family on the waiver", async () => {
    for (const [look, options] of [
      ["phone", {}],
      ["desk", DESK],
    ] as const) {
      const page = await openPage(options);
      await page.goto(`${cloud.url}/g/${dockDate(new Date())}-omar-sunset/waiver`);
      await page.getByRole("button", { name: "Add a child" }).click();
      await page.getByText("Draw it", { exact: true }).click();
      await page
        .getByRole("group", { name: "Child 1", exact: true })
        .getByRole("group", { name: "Child’s date of birth" })
        .waitFor();
      await page.getByRole("group", { name: "You are the children’s…" }).waitFor();
      await inspect(page, `screens-waiver-${look}`);
    }
  });

  it("are laid out alike by every engine, in the dashboard’s forms", async () => {
    const page = await openPage();
    const dialog = await openNewCharter(page);
    await dialog.getByLabel("Date").fill(dockDate(new Date()));
    await dialog.getByRole("group", { name: "Part of the day" }).getByText("Sunset").click();
    await dialog.getByRole("group", { name: "Crew" }).getByRole("checkbox").first().waitFor();
    await inspect(page, "screens-new-charter");
  });
});

describe("a dialog longer than the window", () => {
  it("moves to its first problem, wholly in sight between its head and its foot", async () => {
    const page = await openPage();
    const dialog = await openNewCharter(page);
    // Scrolled just so far that it would lie beneath a head that floats.
    await dialog.getByLabel("First name").evaluate((field) => {
      field.scrollIntoView({ block: "start" });
    });
    await dialog.getByRole("button", { name: "Create charter" }).click();
    const problem = dialog.getByText("Enter the first name of who booked.");
    await problem.waitFor();

    await expectFocus(dialog.getByLabel("First name"));
    for (const part of [dialog.getByText("First name", { exact: true }), dialog.locator(":focus"), problem])
      expect(await coveredAt(part)).toEqual([]);
  });

  it("covers nothing that the keyboard comes to, on the way down and on the way up", async () => {
    const page = await openPage();
    const dialog = await openNewCharter(page);
    // Of a date, its parts take the focus one by one.
    const focused = dialog.locator(":focus, input:focus-within");
    for (const [from, key] of [
      ["First name", "Tab"],
      ["Note (optional)", "Shift+Tab"],
    ] as const) {
      await dialog.getByLabel(from).focus();
      let seen = 0;
      for (; (await focused.count()) === 1; seen += 1) {
        expect(await coveredAt(focused)).toEqual([]);
        await page.keyboard.press(key);
      }
      expect(seen).toBeGreaterThan(10);
    }
  });
});

describe("the focus", () => {
  it("shows at a date and at a time, whichever of their parts has it", async () => {
    const page = await openPage();
    const dialog = await openNewCharter(page);
    await dialog.getByRole("group", { name: "Part of the day" }).getByText("Sunset").click();
    for (const label of ["Date", "Start (optional)"]) {
      const field = dialog.getByLabel(label);
      await field.focus();
      let parts = 0;
      for (; await field.evaluate((input) => input === document.activeElement); parts += 1) {
        expect(await field.evaluate((input) => getComputedStyle(input).outline)).toMatch(/solid 3px$/);
        await page.keyboard.press("Tab");
      }
      expect(parts).toBeGreaterThan(2);
    }
  });
});

describe("what is behind a dialog", () => {
  it("stands still, however one scrolls beside the dialog", async () => {
    const page = await openPage({ viewport: { width: 1280, height: 480 } });
    await openMonth(page);
    await page.getByRole("link", { name: "Jane’s afternoon charter" }).waitFor();
    const scrolled = (): Promise<number> => page.evaluate(() => scrollY);
    await page.mouse.move(20, 400);
    await page.mouse.wheel(0, 100);
    await expect.poll(scrolled).toBe(100);

    // A real click would scroll to it first.
    await page.getByRole("button", { name: "New charter" }).dispatchEvent("click");
    const dialog = page.getByRole("dialog", { name: "New charter" });
    await dialog.waitFor();
    await page.mouse.wheel(0, 30);
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await dialog.waitFor({ state: "detached" });
    // Wheels turn in order: what the last one comes to tells what the one before it did.
    await page.mouse.move(20, 400);
    await page.mouse.wheel(0, 50);
    await expect.poll(scrolled).toBeGreaterThan(100);
    await expect.poll(scrolled).toBe(150);
  });
});

describe("the place of a scrollbar, which no backdrop covers", () => {
  it.each(["light", "dark"] as const)("is as dark as the page while a dialog is open: %s", async (colorScheme) => {
    const page = await openPage({ ...DESK, colorScheme });
    await openNewCharter(page);
    // The packaged browser has no scrollbar that takes a place. All that is painted in such a place is the root's colour.
    const [root = [], body = [], backdrop = []] = await page.evaluate(() => {
      const numbers = (color: string): number[] => {
        const parts = (color.match(/[\d.]+/g) ?? []).map(Number);
        return color.startsWith("color(") ? parts.map((part) => part * 255) : parts;
      };
      const shown = document.querySelector("dialog[open]") ?? document.body;
      return [
        getComputedStyle(document.documentElement),
        getComputedStyle(document.body),
        getComputedStyle(shown, "::backdrop"),
      ].map(({ backgroundColor }) => numbers(backgroundColor));
    });
    const share = backdrop[3] ?? 1;
    const dimmed = body.map((part, index) => part * (1 - share) + (backdrop[index] ?? 0) * share);
    expect(share).toBeLessThan(1);
    expect(root.map(Math.round)).toEqual(dimmed.map(Math.round));
  });
});

describe("a dialog, in windows of any width", () => {
  it("breaks no word that a line has room for", async () => {
    for (const width of [320, 390, 447, 640, 1280]) {
      const page = await openPage({ viewport: { width, height: 844 } });
      await openNewCharter(page);
      expect({ width, broken: await findBrokenWords(page) }).toEqual({ width, broken: [] });
      await page.context().close();
    }
  });
});

describe("text of twice the size, on a phone", () => {
  async function expectReadable(page: Page, screen: string): Promise<void> {
    await enlargeText(page);
    await inspect(page, `screens-large-${screen}`);
    const seen = { broken: await findBrokenWords(page), overhangs: await findOverhangs(page) };
    expect({ screen, ...seen }).toEqual({ screen, broken: [], overhangs: [] });
    const masthead = await page.locator(".masthead").boundingBox();
    expect(masthead?.height).toBeLessThan(PHONE.viewport.height / 5);
  }

  it("breaks no word that a line has room for, and leaves the screen to what it is about", async () => {
    const page = await openPage();
    const slug = `${dockDate(new Date())}-jane-afternoon`;
    await page.goto(`${cloud.url}/g/${slug}/waiver`);
    await expectReadable(page, "waiver");
    await openMonth(page);
    await page.getByRole("link", { name: "Jane’s afternoon charter" }).waitFor();
    await expectReadable(page, "month");
    for (const [path, sign] of [
      [`charters/${slug}`, "Payments"],
      ["crew", "Kiosk"],
      ["account", "Where you are signed in"],
      ["closeout", "Closeout"],
      ["availability", "When can you sail?"],
      ["vessels", "Vessels"],
      ["waiver-text", "Waiver text"],
      ["waiting", "Nothing waits"],
    ] as const) {
      await page.goto(`${cloud.url}/${path}`);
      await page.getByRole("heading", { name: sign }).first().waitFor();
      await expectReadable(page, sign.replaceAll(" ", "-"));
    }
  });

  it("breaks what is longer than a line, and lets nothing stand out of its card", async () => {
    const admin = await signIn(cloud.url);
    const word = "Donaudampfschifffahrtsgesellschaftskapitaensmuetze";
    const charter = `${dockDate(new Date())}-omar-sunset`;
    const patron = { id: randomUUID(), name: word, email: `${word}@example.com`.toLowerCase() };
    const { revision } = await readCharter(admin, charter);
    const timestamp = new Date().toISOString();
    const payment = {
      id: randomUUID(),
      event: charter,
      patron: word,
      amount_cents: 2500,
      method: "cash",
      timestamp,
      note: word,
    };
    for (const [method, path, body] of [
      ["PATCH", `/api/event/${charter}`, { revision, title: word }],
      ["POST", `/api/event/${charter}/patrons`, { patrons: [patron], at: timestamp }],
      ["POST", "/api/payment/log", payment],
      ["POST", "/api/crew", { name: word, email: patron.email, role: "crew", permissions: ["payments"] }],
    ] as const)
      expect(await admin.call(method, path, body)).toMatchObject({
        status: path.startsWith("/api/event/") ? 200 : 201,
      });
    const page = await openPage({ viewport: { width: 320, height: 640 } });
    await openMonth(page);
    for (const size of ["100%", "200%"])
      for (const [path, sign] of [
        ["", "Charters"],
        [`charters/${charter}`, "Payments"],
        ["crew", "Kiosk"],
      ] as const) {
        await page.goto(`${cloud.url}/${path}`);
        await page.getByRole("heading", { name: sign }).first().waitFor();
        await page.getByText(word).first().waitFor();
        await enlargeText(page, size);
        await inspect(page, `screens-long-${size}-${sign}`);
        expect({ sign, size, overhangs: await findOverhangs(page) }).toEqual({ sign, size, overhangs: [] });
      }
  });

  it("breaks none in a dialog, whose body keeps room between head and foot", async () => {
    const page = await openPage();
    const dialog = await openNewCharter(page);
    await expectReadable(page, "dialog");
    await dialog.getByRole("button", { name: "Create charter" }).click();
    const problem = dialog.getByText("Enter the first name of who booked.");
    await problem.waitFor();
    await expectFocus(dialog.getByLabel("First name"));
    expect(await coveredAt(dialog.locator(":focus"))).toEqual([]);
    expect(await findBrokenWords(page)).toEqual([]);
  });
});

describe("on paper", () => {
  it("a page is as high as what is on it, and black on white, whatever the phone shows", async () => {
    const page = await openPage({ colorScheme: "dark" });
    const slug = `${dockDate(new Date())}-jane-afternoon`;
    await openMonth(page);
    // The last one is the edge's own page.
    for (const path of ["", `charters/${slug}/departure`, `g/${slug}/waiver`, "g/nobody/waiver"]) {
      await page.goto(`${cloud.url}/${path}`);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await page.emulateMedia({ media: "print", colorScheme: "dark" });
      const printed = await page.evaluate(() => {
        const { minHeight, color } = getComputedStyle(document.body);
        return { minHeight, color };
      });
      expect({ path, ...printed }).toEqual({ path, minHeight: "0px", color: "rgb(0, 0, 0)" });
      await page.emulateMedia({ media: "screen" });
    }
  });

  it("an open dialog is on one page, with nothing of what is behind it", async () => {
    const page = await openPage();
    await openMonth(page);
    await page.goto(`${cloud.url}/account`);
    await page.getByRole("button", { name: "Change password" }).click();
    const dialog = page.getByRole("dialog", { name: "Change password" });
    await dialog.getByLabel("New password").waitFor();
    const paper = (await page.pdf({ format: "Letter" })).toString("latin1");
    expect(paper.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
    await page.emulateMedia({ media: "print" });
    expect(await page.locator(".page-head").isVisible()).toBe(false);
    expect(await dialog.getByLabel("New password").isVisible()).toBe(true);
  });
});
