import { describe, expect, it } from "vitest";

import { ageOn, checkSigner, foldName, matchSignatures } from "../../rules/waiver.ts";
import { currentWaiver, waiverOfVersion, waiverTextBytes } from "../../rules/waiverText.ts";

const GUARDIAN = { name: "Ann Doe", relationship: "mother" };

describe("an age", () => {
  it.each([
    ["2008-05-23", "2026-05-23", 18], ["2008-05-24", "2026-05-23", 17], ["2008-05-22", "2026-05-23", 18],
    ["2008-02-29", "2026-02-28", 17], ["2008-02-29", "2026-03-01", 18],
  ])("of somebody born %s is on %s %d", (born, day, age) => {
    expect(ageOn(born, day)).toBe(age);
  });
});

describe("who signs", () => {
  it("is the adult alone", () => {
    expect(checkSigner("1990-01-01", null, "2026-05-23")).toEqual({ ok: true, minor: false });
    expect(checkSigner("1990-01-01", GUARDIAN, "2026-05-23")).toMatchObject({ ok: false, field: "guardian" });
  });

  it("is a guardian for a minor, up to the day before the 18th birthday", () => {
    expect(checkSigner("2008-05-24", null, "2026-05-23")).toMatchObject({ ok: false, field: "guardian" });
    expect(checkSigner("2008-05-24", GUARDIAN, "2026-05-23")).toEqual({ ok: true, minor: true });
    expect(checkSigner("2008-05-23", null, "2026-05-23")).toEqual({ ok: true, minor: false });
  });

  it.each(["2026-05-24", "1890-01-01"])("is nobody born %s", (born) => {
    expect(checkSigner(born, null, "2026-05-23")).toMatchObject({ ok: false, field: "birth_date" });
  });
});

describe("matching signatures to the manifest", () => {
  const AT = "2026-05-23T18:00:00.000Z";
  const patron = (name: string) => ({ id: name, name, aboard_at: null });
  const signature = (participant: string) => ({
    id: participant, participant, minor: false, guardian: null, signed_at: AT, received_at: AT, waiver_version: "1", record_sha256: "",
  });

  it("looks past accents, case, punctuation and doubled spaces", () => {
    expect(foldName("  José  O'Neil-Smith ")).toBe(foldName("jose o neil smith"));
  });

  it("gives each signature to one patron and keeps the unlisted", () => {
    const { lines, unlisted } = matchSignatures(
      [patron("José Díaz"), patron("Ann Lee"), patron("Ann Lee")],
      [signature("ann lee"), signature("jose diaz"), signature("Stranger")],
    );
    expect(lines.map((line) => line.signature?.participant)).toEqual(["jose diaz", "ann lee", undefined]);
    expect(unlisted.map((one) => one.participant)).toEqual(["Stranger"]);
  });
});

describe("the waiver text", () => {
  it("names the company and leaves no placeholder", () => {
    const bytes = waiverTextBytes(currentWaiver("Windward Charters"));
    expect(bytes).toContain("Windward Charters");
    expect(bytes).not.toContain("{company}");
  });

  it("of a version is the one that was signed, and unknown versions are unknown", () => {
    const current = currentWaiver("W");
    expect(waiverOfVersion(current.version, "W")).toEqual(current);
    expect(waiverOfVersion("1999-01-01", "W")).toBeUndefined();
  });
});
