import { describe, expect, it } from "vitest";

import { afterRenaming } from "../../rules/manifest/renaming.ts";

const list = (...names: readonly string[]) => names.map((name, index) => ({ id: `patron-${index + 1}`, name }));
const signed = (...participants: readonly string[]) =>
  participants.map((participant, index) => ({ participant, person: index + 1 }));

describe("another name for a patron who has signed", () => {
  const manifest = list("Sam Okafor", "Leo Alvarez");

  it("takes the signature from everybody where nobody is called so any more", () => {
    const event = { manifest, signatures: signed("Sam Okafor") };
    expect(afterRenaming(event, "patron-1", "Samuel Okafor")).toBe("nobody");
  });

  it("changes nothing where it is the same name in other letters, or that of another signature", () => {
    expect(afterRenaming({ manifest, signatures: signed("Sam Okafor") }, "patron-1", "sam  OKÁFOR")).toBeUndefined();
    const both = { manifest, signatures: signed("Sam Okafor", "Samuel Okafor") };
    expect(afterRenaming(both, "patron-1", "Samuel Okafor")).toBeUndefined();
  });

  it("changes nothing for whoever has not signed", () => {
    expect(afterRenaming({ manifest, signatures: signed("Sam Okafor") }, "patron-2", "Leon")).toBeUndefined();
    expect(afterRenaming({ manifest, signatures: signed("Leon") }, "patron-2", "Leon")).toBeUndefined();
  });

  it("gives the signature to a namesake who has none", () => {
    const event = { manifest: list("Sam Okafor", "Sam Okafor"), signatures: signed("Sam Okafor") };
    expect(afterRenaming(event, "patron-1", "Samuel")).toBe("namesake");
    expect(afterRenaming({ ...event, signatures: signed("Sam Okafor", "Sam Okafor") }, "patron-1", "Samuel")).toBe(
      "nobody",
    );
  });
});
