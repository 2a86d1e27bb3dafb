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
