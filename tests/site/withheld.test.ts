import { describe, expect, it } from "vitest";

import type { SignatureSummary } from "../../rules/contract/api/event.ts";
import { findWithheld } from "../../site/charter/withheld.ts";
import { idOf, NOW, patron } from "./support.ts";

function signed(
  record: number,
  participant: string,
  mail_withheld?: SignatureSummary["mail_withheld"],
): SignatureSummary {
  return {
    id: idOf(record),
    participant,
    person: 1,
    minor: false,
    guardian: null,
    emergency_contact: null,
    signed_at: NOW,
    received_at: NOW,
    waiver_version: "1",
    language: "en",
    place: "own-device",
    record_sha256: "a",
    ...(mail_withheld === undefined ? {} : { mail_withheld }),
  };
}

describe("Mails that are held back", () => {
  it("are counted once for each record, however many it is for", () => {
    const signatures = [
      signed(1, "Jane", ["witness", "copy"]),
      signed(1, "Jo", ["witness", "copy"]),
      signed(2, "Sam", ["copy"]),
      signed(3, "Kim"),
    ];
    expect(findWithheld({ signatures, manifest: [] })).toEqual({ mails: 3, all: [idOf(1), idOf(2)], listed: [] });
  });

  it("are those of the list where somebody on it has signed by the record", () => {
    const signatures = [signed(1, "Jane", ["copy"]), signed(2, "Stranger", ["copy"]), signed(3, "Kim")];
    const manifest = [patron(idOf(9), "jane"), patron(idOf(8), "Kim"), patron(idOf(7), "Ann")];
    expect(findWithheld({ signatures, manifest }).listed).toEqual([idOf(1)]);
  });
});
