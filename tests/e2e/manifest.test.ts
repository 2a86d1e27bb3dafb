import { describe, expect, it } from "vitest";

import { DEMO_ACCOUNTS } from "../../local/demo.ts";
import { inspect, look, openSignedIn, unfoldPatron } from "./support/dock.ts";
import { useDockPhone } from "./support/dockPhone.ts";

/** What a hand on a phone does to the list of patrons, and to a form that is filled at a desk. */

const dock = useDockPhone();

describe("the list of patrons", () => {
  it("says whose a signature is before it counts for nobody, and renames all the same", async () => {
    const page = await dock.openReady("jane-afternoon");
    const { manifest, signatures } = await dock.onServer("jane-afternoon");
    const signed = manifest.find(({ name }) => signatures.some(({ participant }) => participant === name));
    const name = signed?.name ?? "";
    await (await unfoldPatron(page, name)).getByRole("button", { name: `Edit ${name}` }).click();
    const dialog = page.getByRole("dialog", { name: "Edit patron" });
    expect(await dialog.getByRole("alert").count()).toBe(0);
    await dialog.getByLabel("Name").fill(`${name} Junior`);
    await dialog.getByRole("alert").getByText(`The signature is for “${name}”`).waitFor();
    await dialog.getByText("it will count for nobody on the list", { exact: false }).waitFor();
    await inspect(page, "manifest-renaming");
    await dialog.getByLabel("Name").fill(name.toUpperCase());
    await dialog.getByRole("alert").waitFor({ state: "detached" });
    await dialog.getByLabel("Name").fill(`${name} Junior`);
    await dialog.getByRole("button", { name: "Save" }).click();
    await page.getByRole("button", { name: `Edit ${name} Junior` }).waitFor();
  });

  it("checks a patron aboard by a double tap, and not ashore again", async () => {
    const page = await dock.openReady("omar-sunset");
    const button = page.getByRole("button", { name: /^Aboard ?: Lena Haddad$/ });
    await button.dblclick();
    await page.getByText("Lena Haddad is aboard.").waitFor();
    expect(await button.getAttribute("aria-pressed")).toBe("true");
    const { manifest } = await dock.onServer("omar-sunset");
    expect(manifest.find(({ name }) => name === "Lena Haddad")?.aboard_at).not.toBeNull();
  });
});

describe("a choice of a few words", () => {
  it.each([1280, 760, 390, 320])("breaks none of them at a width of %i", async (width) => {
    const page = await dock.phone.newPage();
    await page.setViewportSize({ width, height: 800 });
    await openSignedIn(page, dock.network.url, DEMO_ACCOUNTS.admin);
    await page.getByRole("button", { name: "New charter" }).click();
    await page.getByRole("dialog", { name: "New charter" }).getByText("Afternoon").waitFor();
    await look(page, `choices-${width}`);
    const broken = await page.locator(".choices .choice span").evaluateAll((labels) =>
      labels.flatMap((label) => {
        const range = document.createRange();
        range.selectNodeContents(label);
        const lines = new Set([...range.getClientRects()].map(({ top }) => top)).size;
        return lines > label.textContent.split(" ").length ? [label.textContent] : [];
      }),
    );
    expect(broken).toEqual([]);
  });
});
