import { describe, expect, it } from "vitest";

import { readPatrons } from "../../site/manifest/patronLines.ts";

const read = (text: string, listed: readonly string[] = []) =>
  readPatrons(text, listed).map(({ name, email }) => (email === null ? name : `${name} <${email}>`));

describe("a pasted patron list", () => {
  it("loses its bullets, numbers and empty lines, and keeps names as typed", () => {
    expect(read("1. Jane Doe\r\n\n- Sam Okafor\n * Mia  \n3) 3Jane\n   \nO’Neil, Bo")).toEqual([
      "Jane Doe",
      "Sam Okafor",
      "Mia",
      "3Jane",
      "O’Neil, Bo",
    ]);
  });

  it("knows the ways in which mail programs and people write addresses", () => {
    const same = [
      "Jane Doe <Jane@x.com>",
      "Jane Doe, jane@x.com",
      "Jane Doe jane@x.com",
      '"Jane Doe" <jane@x.com>;',
      "Jane Doe (jane@x.com)",
    ];
    for (const line of same) expect(read(line), line).toEqual(["Jane Doe <jane@x.com>"]);
    expect(read("Doe, Jane, jane@x.com")).toEqual(["Doe, Jane <jane@x.com>"]);
  });

  it("reads rows of a spreadsheet, names in one column or two, whatever stands beside them", () => {
    expect(read("Jane Doe\tjane@x.com\t555-0100\nSam\tOkafor\t\tsam@x.com\n3\tMia Chen\t9")).toEqual([
      "Jane Doe <jane@x.com>",
      "Sam Okafor <sam@x.com>",
      "Mia Chen",
    ]);
  });

  it("knows a telephone number beside a name or an address, and takes no date for one", () => {
    const phones = (text: string) => readPatrons(text, []).map(({ name, email, phone }) => [name, email, phone]);
    expect(
      phones("Jane Doe, jane@x.com, (305) 555-0142\nSam Okafor +44 20 7946 0958\nMia 3055550142 mia@x.com"),
    ).toEqual([
      ["Jane Doe", "jane@x.com", "(305) 555-0142"],
      ["Sam Okafor", null, "+44 20 7946 0958"],
      ["Mia", "mia@x.com", "3055550142"],
    ]);
    expect(phones("Leo 2026-05-23\n3Jane\nHenry 8")).toEqual([
      ["Leo 2026-05-23", null, null],
      ["3Jane", null, null],
      ["Henry 8", null, null],
    ]);
    expect(phones("Jane Doe\tjane@x.com\t305-555-0100")).toEqual([["Jane Doe", "jane@x.com", "305-555-0100"]]);
  });

  it("points at doubles, of the list and of the paste, whatever their accents", () => {
    expect(readPatrons("Zoe Marsh\nTom\ntom\nBo", ["Zoë Marsh"]).map(({ duplicate }) => duplicate)).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });

  it("points at what cannot be a name, and loses nothing of it", () => {
    const lines = readPatrons(`jane@x.com\n${"x".repeat(81)}\nBell\u0007`, []);
    expect(lines.map(({ problem }) => problem)).toEqual([
      "Put a name before the address.",
      "Shorten the name: 81 of at most 80 characters.",
      "Type the name again: it has a character that does not print.",
    ]);
    expect(lines.map(({ line }) => line)).toEqual(["jane@x.com", "x".repeat(81), "Bell\u0007"]);
  });
});
