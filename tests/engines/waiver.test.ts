import { expect, it } from "vitest";

import { dockDate } from "../../local/demo.ts";
import { recordOf } from "../e2e/support/records.ts";
import { useCloud } from "../support/useCloud.ts";
import { fillBirth, fillRest, type } from "./support/hands.ts";
import { inEachEngine } from "./support/inEachEngine.ts";
import type { EnginePage } from "./support/page.ts";

/** The waiver, as patrons sign it on their phones and at the dock. */

const THIS_YEAR = Number(dockDate(new Date()).slice(0, 4));

const cloud = useCloud({ demo: true });
const slug = (): string => `${dockDate(new Date())}-omar-sunset`;

inEachEngine("the waiver", ({ engine, open }) => {
  async function openWaiver(query = ""): Promise<EnginePage> {
    const page = await open();
    await page.open(`${cloud.url}/g/${slug()}/waiver${query}`);
    return page;
  }
  const recorded = (signer: string) => recordOf(cloud, slug(), signer);

  it("is signed by an adult, who types it", async () => {
    const signer = `Kay of ${engine}`;
    const page = await openWaiver();
    await page.fill("Your full name", signer);
    await fillBirth(page, "Your date of birth", 1990);
    await fillRest(page);
    await page.fill(/^Your email/, "kay@example.com");
    await type(page, signer);
    await page.press("button", "Sign the waiver");
    await page.find("heading", "Signed. Fair winds!");
    expect(await recorded(signer)).toMatchObject({
      participants: [{ name: signer, birth_date: "1990-04-27" }],
      signer: { relationship: null },
      language: "en",
      place: "own-device",
      email: "kay@example.com",
      emergency_contact: { name: "Ana Ashore", phone: "(305) 555-0142" },
      signature: { method: "typed", text: signer },
    });
  });

  it("is signed by a parent for a child, who draws it; what was left out is named first", async () => {
    const signer = `Eva of ${engine}`;
    const page = await openWaiver();
    await page.fill("Your full name", signer);
    await fillBirth(page, "Your date of birth", 1985);
    await page.press("button", "Add a child");
    await page.fill("Child’s full name", `Leo of ${engine}`, await page.find("group", "Child 1"));
    await page.press("button", "Sign for 2 people");
    await page.see("Enter the child’s date of birth as month, day and year");
    await fillBirth(page, "Child 1", THIS_YEAR - 9);
    await page.choose("Parent");
    await fillRest(page);
    await page.choose("Draw it");
    await page.draw(await page.find("image", /^Signature pad/));
    await page.find("image", "Signature pad, signed");
    await page.press("button", "Sign for 2 people");
    await page.find("heading", "Signed. Fair winds!");
    const { participants, signer: signed, signature } = await recorded(signer);
    expect(participants.map(({ name }) => name)).toEqual([signer, `Leo of ${engine}`]);
    expect([signed.relationship, signature.method]).toEqual(["Parent", "drawn"]);
  });

  it("is in Spanish at a tap, with what was typed", async () => {
    const signer = `Ana Gómez de ${engine}`;
    const page = await openWaiver("?lang=en");
    await page.fill("Your full name", signer);
    await page.press("link", "Español");
    await page.until(
      `return document.documentElement.lang === "es" && document.querySelector("#name").value === ${JSON.stringify(signer)}`,
    );
    await fillBirth(page, "Su fecha de nacimiento", 1990);
    await fillRest(page);
    await page.choose("Escribirla");
    await page.fill("Escriba su nombre completo para firmar", signer);
    await page.press("button", "Firmar el documento");
    await page.find("heading", "Firmado. ¡Buen viaje!");
    expect(await recorded(signer)).toMatchObject({ language: "es", participants: [{ birth_date: "1990-04-27" }] });
  });

  it("is signed at the dock by one person after the other, and nothing of the first is left for the next", async () => {
    const signer = `Dock of ${engine}`;
    const page = await openWaiver("?kiosk");
    await page.fill("Your full name", signer);
    await fillBirth(page, "Your date of birth", 1970);
    await fillRest(page);
    await type(page, signer);
    await page.press("button", "Sign the waiver");
    await page.press("button", "Next person");
    await page.until('return document.querySelector("#name").value === "" && sessionStorage.length === 0');
    expect(await page.reads(signer)).toBe(false);
    expect((await recorded(signer)).place).toBe("kiosk");
  });
});
