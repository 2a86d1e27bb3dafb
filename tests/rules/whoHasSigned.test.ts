import { describe, expect, it } from "vitest";

import {
  countPeople,
  countSigned,
  matchSignatures,
  numberPeople,
  patronIdOf,
} from "../../rules/manifest/whoHasSigned.ts";

const AT = "2026-05-23T18:00:00.000Z";
const SUMMARY = {
  id: "00000000-0000-4000-8000-000000000000",
  participant: "Ann",
  minor: false,
  guardian: null,
  signed_at: AT,
  received_at: AT,
  waiver_version: "1",
  emergency_contact: { name: "Ed", phone: "555 010 0199" },
  language: "en",
  place: "own-device",
  record_sha256: "",
} as const;

describe("a signature's participants", () => {
  it("get ids of their own as patrons, the same each time", () => {
    const lines = ["Ann", "Kim", "Kai"].map((participant) => ({ ...SUMMARY, participant }));
    const ids = lines.map((line) => patronIdOf(line, lines));
    expect(ids).toEqual(["0", "1", "2"].map((last) => SUMMARY.id.slice(0, -1) + last));
  });
});

describe("matching signatures to the manifest", () => {
  const patron = (name: string) => ({ id: name, name, aboard_at: null });
  const signature = (participant: string) => ({ ...SUMMARY, id: participant, participant });

  it("gives each signature to one patron and keeps the unlisted", () => {
    const { lines, unlisted } = matchSignatures(
      [patron("José Díaz"), patron("Ann Lee"), patron("Ann Lee")],
      [signature("ann lee"), signature("jose diaz"), signature("Stranger")],
    );
    expect(lines.map((line) => line.signature?.participant)).toEqual(["jose diaz", "ann lee", undefined]);
    expect(unlisted.map((one) => one.participant)).toEqual(["Stranger"]);
  });
});

/** Listed names, and who signed with which date of birth, in their order. */
function match(listed: readonly string[], signed: readonly (readonly [name: string, birth: string])[]) {
  const numbered = numberPeople(
    signed.map(([participant, birth_date], index) => ({ signature: { participant, index }, birth_date })),
  );
  const { lines, unlisted } = matchSignatures(
    listed.map((name) => ({ name })),
    numbered,
  );
  return {
    signed: lines.flatMap(({ patron, signature }) => (signature === undefined ? [] : [patron.name])),
    unlisted: unlisted.map(({ participant }) => participant),
    people: countPeople(numbered),
  };
}

const BORN = "1990-04-27";

describe("people who have signed", () => {
  it("are told apart by what their names say, in every script", () => {
    expect(match(["रमा शर्मा"], [["राम शर्मा", BORN]])).toEqual({ signed: [], unlisted: ["राम शर्मा"], people: 1 });
    expect(match(["がく", "かく"], [["かく", BORN]])).toMatchObject({ signed: ["かく"], unlisted: [] });
    expect(match(["김민수"], [["김민서", BORN]])).toMatchObject({ signed: [], unlisted: ["김민서"] });
  });

  it("are one person where name and date of birth are the same, and two where only the name is", () => {
    const twice = ["John Smith", "John Smith"];
    const one = match(twice, [
      ["John Smith", "1980-04-02"],
      ["John Smith", "1980-04-02"],
    ]);
    expect(one).toEqual({ signed: ["John Smith"], unlisted: [], people: 1 });
    const two = match(twice, [
      ["John Smith", "1980-04-02"],
      ["JOHN SMITH", "2011-09-30"],
    ]);
    expect(two).toEqual({ signed: twice, unlisted: [], people: 2 });
  });

  it("are not strangers for having signed twice", () => {
    const omar = ["Omar Haddad", BORN] as const;
    expect(match(["Omar Haddad"], [omar, omar])).toEqual({ signed: ["Omar Haddad"], unlisted: [], people: 1 });
  });

  it("are found however a name is written", () => {
    const listed = [
      "Soren Holm",
      "Doe, Jane",
      "Sean OBrien",
      "Smith, Jr.",
      "Ｗａｔａｎａｂｅ Ken",
      "Kaʻiulani K",
      "دانيال",
      "İlker Işık",
    ];
    const signed = [
      "Søren Holm",
      "Jane Doe",
      "Sean O'Brien",
      "Smith Jr",
      "Watanabe Ken",
      "Kaiulani K.",
      "دَانِيَال",
      "ilker isik",
    ];
    expect(
      match(
        listed,
        signed.map((name) => [name, BORN]),
      ),
    ).toEqual({ signed: listed, unlisted: [], people: listed.length });
  });

  it("are each one person where an answer from before does not tell", () => {
    const { lines, unlisted } = matchSignatures(
      [{ name: "Ann" }, { name: "Ann" }],
      ["Ann", "ann", "ANN"].map((participant) => ({ participant })),
    );
    expect([lines.map(({ signature }) => signature?.participant), unlisted]).toEqual([
      ["Ann", "ann"],
      [{ participant: "ANN" }],
    ]);
  });

  it("cost as much each, however many there are: each name is looked at once or twice", () => {
    const reads = (patrons: number, signatures: number): number => {
      let count = 0;
      const named = (name: string) => ({
        get name() {
          count += 1;
          return name;
        },
        get participant() {
          count += 1;
          return name;
        },
        person: 1,
      });
      const many = (length: number, what: string) => Array.from({ length }, (_, index) => named(`${what} ${index}`));
      matchSignatures(many(patrons, "Patron"), many(signatures, "Stranger"));
      return count;
    };
    expect(reads(100, 12_000)).toBeLessThanOrEqual(2 * 12_100);
    expect(reads(500, 12_000)).toBeLessThanOrEqual(2 * 12_500);
  });
});

describe("counting who has signed", () => {
  it("counts somebody who signed twice, however they write themselves, as one", () => {
    expect(countSigned([])).toBe(0);
    expect(countSigned(["José Díaz", "jose  diaz", "Ann Lee"])).toBe(2);
  });
});
