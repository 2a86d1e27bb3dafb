import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const SITE = new URL("../../site/", import.meta.url);
const screens = readdirSync(SITE, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".tsx"))
  .map((path) => ({ path, source: readFileSync(new URL(path, SITE), "utf8") }));

/** A press whose promise nobody waits for: what it does may take the network, and shows nothing meanwhile. */
const UNAWAITED = /onClick=\{\(\) => void /;
/** It says by its own words how far it is, or takes no network. */
const SAYS_SO = ["ui/SendButton.tsx", "departure/Briefing.tsx", "manifest/AddPatrons.tsx", "waiverLink/WaiverLink.tsx"];
/** It closes a dialog. */
const NOT_ON_ITS_WAY = ["ui/Dialog.tsx"];

describe("A press that takes the network", () => {
  it("says that it is on its way: by SendButton, or by words of its own", () => {
    expect(screens.length).toBeGreaterThan(100);
    const silent = screens.filter(({ path, source }) => UNAWAITED.test(source) && !SAYS_SO.includes(path));
    expect(silent.map(({ path }) => path)).toEqual([]);
  });

  it("has other words while no further press is taken", () => {
    const unnamed = screens.filter(
      ({ path, source }) =>
        source.includes("aria-disabled=") &&
        !/\w…/.test(source) &&
        path !== "ui/SendButton.tsx" &&
        !NOT_ON_ITS_WAY.includes(path),
    );
    // EntranceForm is given its words.
    expect(unnamed.map(({ path }) => path)).toEqual(["session/EntranceForm.tsx"]);
  });
});
