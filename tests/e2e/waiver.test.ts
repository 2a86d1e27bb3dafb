import type { BrowserContextOptions, Page } from "playwright-core";
import { describe, expect, it } from "vitest";

import { dockDate } from "../../local/demo.ts";
import type { SignatureRecord } from "../../rules/contract/api/waiver.ts";
import { draw, fillBirth, fillRest, type } from "./support/dock.ts";
import { findFaults } from "./support/faults.ts";
import { recordOf as storedRecordOf } from "./support/records.ts";
import { usePages } from "./support/usePages.ts";
import { useCloud } from "../support/useCloud.ts";

/** The waiver page in a real browser: by keyboard, for a family, for a minor alone, in Spanish, and after a reload. */

const THIS_YEAR = Number(dockDate(new Date()).slice(0, 4));

const cloud = useCloud({ demo: true });
const pages = usePages();

function slug(): string {
  return `${dockDate(new Date())}-omar-sunset`;
}

async function openWaiver(query = "", options: BrowserContextOptions = {}): Promise<Page> {
  const page = await pages.open(options);
  await page.goto(`${cloud.url}/g/${slug()}/waiver${query}`);
  return page;
}

const recordOf = (signer: string): Promise<SignatureRecord> => storedRecordOf(cloud, slug(), signer);

async function addChild(page: Page, number: number, name: string, year: number): Promise<void> {
  await page.getByRole("button", { name: "Add a child" }).click();
  const row = page.getByRole("group", { name: `Child ${number}`, exact: true });
  // The new row has the focus: type on.
  await page.keyboard.type(name);
  await fillBirth(row, year);
}

/** The rule for 7:1 contrast comes on top: the page is read in the sun. */
function faults(page: Page): Promise<readonly string[]> {
  return findFaults(page, ["color-contrast-enhanced"]);
}

/** What can be tapped and is lower or narrower than 44 px; a box with its sentence counts as one. */
async function smallTargets(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    [
      ...document.querySelectorAll(
        "button, input:not([type=checkbox], [type=radio]), label.check, label.choice, nav a, a.jump",
      ),
    ]
      .filter((part) => part.checkVisibility())
      .filter((part) => {
        const { width, height } = part.getBoundingClientRect();
        return height < 43.5 || width < 43.5;
      })
      .map((part) => part.outerHTML.slice(0, 120)),
  );
}

describe("the waiver page", () => {
  it("is signed by an adult with the keyboard alone", async () => {
    const page = await openWaiver();
    const { keyboard } = page;
    await page.getByRole("link", { name: "Go to signing" }).focus();
    await keyboard.press("Enter");
    await keyboard.press("Tab");
    for (const text of ["Kay Board", " ", "4", "27", "1990"]) {
      // The box "I'm sailing" is ticked: the keyboard unticks it, and ticks it again.
      if (text === " ") await keyboard.press("Space");
      await (text === " " ? keyboard.press("Space") : keyboard.type(text));
      await keyboard.press("Tab");
    }
    await keyboard.press("Tab");
    for (const text of ["Ana Ashore", "+1 305 555 0142", "kay@example.com"]) {
      await keyboard.type(text);
      await keyboard.press("Tab");
    }
    await keyboard.press("Space");
    await keyboard.press("Tab");
    await keyboard.type("Kay Board");
    for (const press of ["Tab", "Space", "Tab", "Space", "Tab", "Enter"]) await keyboard.press(press);

    await page.getByRole("heading", { name: "Signed. Fair winds!" }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("H1");
    expect(await recordOf("Kay Board")).toMatchObject({
      participants: [{ name: "Kay Board", birth_date: "1990-04-27" }],
      signer: { relationship: null },
      language: "en",
      place: "own-device",
      email: "kay@example.com",
      emergency_contact: { name: "Ana Ashore", phone: "+1 305 555 0142" },
      signature: { method: "typed", text: "Kay Board" },
    });
    expect(await faults(page)).toEqual([]);
  });

  it("is signed by a parent for two children at once, drawn; a child taken off comes back", async () => {
    const page = await openWaiver();
    await page.getByLabel("Your full name", { exact: true }).fill("Eva Ruiz");
    await fillBirth(page.getByRole("group", { name: "Your date of birth" }), 1985);
    await addChild(page, 1, "Leo Ruiz", THIS_YEAR - 9);
    await addChild(page, 2, "Mía Ruiz", THIS_YEAR - 5);
    await page.getByRole("button", { name: /^Remove.*Child 1/ }).click();
    await page.getByText("Leo Ruiz was removed.").waitFor();
    expect(await page.getByRole("group", { name: "Child 2", exact: true }).count()).toBe(0);
    await page.keyboard.press("Enter");
    expect(
      await page.getByRole("group", { name: "Child 1", exact: true }).getByLabel("Child’s full name").inputValue(),
    ).toBe("Leo Ruiz");
    await page.getByText("Parent", { exact: true }).click();
    await fillRest(page);
    await draw(page);
    await page.getByRole("img", { name: "Signature pad, signed" }).waitFor();
    expect(await faults(page)).toEqual([]);
    await page.getByRole("button", { name: "Sign for 3 people" }).click();

    await page.getByRole("heading", { name: "Signed. Fair winds!" }).waitFor();
    const { participants, signer, signature } = await recordOf("Eva Ruiz");
    expect(participants.map(({ name }) => name)).toEqual(["Eva Ruiz", "Leo Ruiz", "Mía Ruiz"]);
    expect([signer.relationship, signature.method]).toEqual(["Parent", "drawn"]);
  });

  it("tells a minor kindly that a parent signs, and lets the parent take over where they stand", async () => {
    const page = await openWaiver();
    await page.getByLabel("Your full name", { exact: true }).fill("Kim Park");
    await fillBirth(page.getByRole("group", { name: "Your date of birth" }), THIS_YEAR - 15);
    await page.getByRole("heading", { name: "A parent or legal guardian signs for you" }).waitFor();
    await type(page, "Kim Park");
    await fillRest(page);
    await page.getByRole("button", { name: "Sign the waiver" }).click();
    await page.getByRole("link", { name: /Somebody under 18 cannot sign alone/ }).waitFor();
    expect(await faults(page)).toEqual([]);

    await page.getByRole("button", { name: "I’m the parent or guardian" }).click();
    expect(
      await page.getByRole("group", { name: "Child 1", exact: true }).getByLabel("Child’s full name").inputValue(),
    ).toBe("Kim Park");
    await page.keyboard.type("Jo Park");
    // What the child agreed to and signed is not the parent's, nor are the child's mistakes.
    expect(await page.locator("#agree:checked, #consent:checked, [name=method]:checked").count()).toBe(0);
    expect(await page.locator("#signature").inputValue()).toBe("");
    expect(await page.locator("#problems, .field-error").filter({ visible: true }).count()).toBe(0);
    await page.getByLabel("I’m sailing on this charter").uncheck();
    await page.getByText("Legal guardian", { exact: true }).click();
    await type(page, "Jo Park");
    await fillRest(page);
    await page.getByRole("button", { name: "Sign the waiver" }).click();
    await page.getByText("Signed by", { exact: true }).waitFor();
    expect(await recordOf("Jo Park")).toMatchObject({
      participants: [{ name: "Kim Park" }],
      signer: { relationship: "Legal guardian" },
    });
  });

  it("says that somebody who is 18 by now signs on their own", async () => {
    const page = await openWaiver();
    await addChild(page, 1, "Max Ruiz", THIS_YEAR - 19);
    await page.getByRole("button", { name: "Sign for 2 people" }).click();
    await page.getByRole("link", { name: /^Max Ruiz is 18 or older.*even if a parent signed before/ }).click();
    expect(
      await page
        .getByLabel("Month")
        .nth(1)
        .evaluate((field) => field === document.activeElement),
    ).toBe(true);
  });

  it("lets a link of what is to be fixed be pressed right after typing, and replaces nothing that stays as it is", async () => {
    const page = await openWaiver();
    await page.getByRole("button", { name: "Add a child" }).click();
    await page.getByRole("button", { name: "Sign for 2 people" }).click();
    await page.getByLabel("Your full name", { exact: true }).pressSequentially("Ann");
    // Leaving the field tells of its change, between the press and its release.
    await page.getByRole("link", { name: "Enter the name of somebody ashore." }).click();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("contact_name");

    const replaced = await page.evaluate(() => {
      const seen: string[] = [];
      const observer = new MutationObserver(() => undefined);
      observer.observe(document.body, { childList: true, characterData: true, subtree: true });
      document.getElementById("name")?.dispatchEvent(new Event("change", { bubbles: true }));
      seen.push(...observer.takeRecords().map(({ target }) => target.nodeName));
      return seen;
    });
    expect(replaced).toEqual([]);
  });

  it("is in Spanish for a browser that asks for it, and in the other language at a tap, with all that was typed", async () => {
    const page = await openWaiver("", { locale: "es-MX" });
    expect(await page.evaluate(() => document.documentElement.lang)).toBe("es");
    await page.getByRole("button", { name: "Firmar el documento" }).click();
    await page.getByRole("link", { name: "Escriba su nombre completo." }).click();
    expect(await faults(page)).toEqual([]);
    await page.keyboard.type("Ana Gómez");
    await page.getByRole("link", { name: "English" }).click();
    await page.getByText("Who is signing?").waitFor();
    expect(await page.getByLabel("Your full name", { exact: true }).inputValue()).toBe("Ana Gómez");
    await page.getByRole("link", { name: "Español" }).click();
    await page.getByLabel("Día").fill("27");
    await page.getByLabel("Mes").fill("4");
    await page.getByLabel("Año").fill("1990");
    await page.getByLabel("Nombre completo del contacto").fill("Luis");
    await page.getByLabel("Teléfono del contacto").fill("305 555 0142");
    await page.getByText("Escribirla", { exact: true }).click();
    await page.getByLabel("Escriba su nombre completo para firmar").fill("Ana Gómez");
    for (const box of [/^He leído/, /^Acepto firmar/]) await page.getByLabel(box).check();
    await page.getByRole("button", { name: "Firmar el documento" }).click();
    await page.getByRole("heading", { name: "Firmado. ¡Buen viaje!" }).waitFor();
    expect(await recordOf("Ana Gómez")).toMatchObject({ language: "es", participants: [{ birth_date: "1990-04-27" }] });
  });

  it("keeps what was typed over a reload, but no signature; nothing is kept once it is signed", async () => {
    const page = await openWaiver();
    await page.getByLabel("Your full name", { exact: true }).fill("Rhea Load");
    await fillBirth(page.getByRole("group", { name: "Your date of birth" }), 1970);
    await addChild(page, 1, "Lou Load", THIS_YEAR - 3);
    await page.getByText("Parent", { exact: true }).click();
    await type(page, "Rhea Load");
    await fillRest(page);
    await page.reload();
    expect(await page.getByLabel("Your full name", { exact: true }).inputValue()).toBe("Rhea Load");
    expect(await page.getByLabel("Child’s full name").inputValue()).toBe("Lou Load");
    expect(await page.getByLabel("Parent", { exact: true }).isChecked()).toBe(true);
    expect(await page.evaluate(() => JSON.stringify(Object.entries(sessionStorage)))).not.toMatch(
      /typed|drawn|consent/,
    );
    await type(page, "Rhea Load");
    await fillRest(page);

    await page.context().setOffline(true);
    await page.getByRole("button", { name: "Sign for 2 people" }).click();
    await page.getByText("Everything you entered is still here.", { exact: false }).waitFor();
    await page.context().setOffline(false);
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("heading", { name: "Signed. Fair winds!" }).waitFor();
    expect(pages.take(/ERR_INTERNET_DISCONNECTED/)).toEqual([]);
    await page.getByRole("button", { name: "Another adult signs" }).click();
    expect(await page.getByLabel("Your full name", { exact: true }).inputValue()).toBe("");
    expect(await page.evaluate(() => JSON.stringify(Object.entries(sessionStorage)))).not.toContain("Load");
  });

  it("serves one person after the other at the dock, and remembers none of them", async () => {
    const page = await openWaiver("?kiosk");
    await page.getByLabel("Your full name", { exact: true }).fill("Dock Person");
    await fillBirth(page.getByRole("group", { name: "Your date of birth" }), 1970);
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
    await type(page, "Dock Person");
    await fillRest(page);
    await page.getByRole("button", { name: "Sign the waiver" }).click();
    await page.getByRole("button", { name: "Next person" }).click();
    expect(
      await page
        .getByRole("heading", { level: 1, name: "Anniversary sail" })
        .evaluate((title) => title === document.activeElement),
    ).toBe(true);
    expect(await page.getByLabel("Your full name", { exact: true }).inputValue()).toBe("");
    expect((await recordOf("Dock Person")).place).toBe("kiosk");
  });

  it.each([
    ["a phone", { width: 390, height: 844 }],
    ["a desk", { width: 1280, height: 800 }],
    ["a phone at 200% zoom", { width: 195, height: 422 }],
  ])("breaks no rule and needs no fine finger on %s, in both languages, light and dark", async (_, viewport) => {
    for (const [query, colorScheme] of [
      ["?lang=en", "light"],
      ["?lang=es", "dark"],
    ] as const) {
      const page = await openWaiver(query, { viewport, colorScheme });
      await page.locator("#add-child").click();
      await page.locator("label:has(#method_drawn)").click();
      expect([...(await faults(page)), ...(await smallTargets(page))]).toEqual([]);
      await page.locator("#submit").click();
      expect([...(await faults(page)), ...(await smallTargets(page))]).toEqual([]);
    }
  });
});
