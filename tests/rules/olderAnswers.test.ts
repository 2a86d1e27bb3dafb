import * as v from "valibot";
import { describe, expect, it } from "vitest";

import { EventDetail } from "../../rules/contract/api/event.ts";
import { EventsResponse } from "../../rules/contract/api/month.ts";
import { CrewResponse } from "../../rules/contract/api/session.ts";
import { charter, idOf, NOW, patron } from "../site/support.ts";

/** A charter as the first release answered it: a phone may have kept it, or the API may have been rolled back to it. */
const SIGNED = {
  id: idOf(2),
  participant: "Jane Porter",
  minor: false,
  guardian: null,
  signed_at: NOW,
  received_at: NOW,
  waiver_version: "2026-05-01",
  language: "en",
  place: "kiosk",
  record_sha256: "a".repeat(64),
};
const LISTED = { id: idOf(1), name: "Jane Porter", email: null, aboard_at: null, checked: null, listed_at: null };

describe("an answer from before", () => {
  it("is read, with a default for each field that answers have gained since", () => {
    const read = v.parse(EventDetail, { ...charter(), manifest: [LISTED], signatures: [SIGNED] });
    expect(read.manifest).toEqual([patron(idOf(1), "Jane Porter")]);
    expect(read.signatures).toEqual([{ ...SIGNED, emergency_contact: null }]);
  });

  it("tells of nothing that cannot be read, where its API did not know of such a thing", () => {
    const older = { ...charter(), broken_signatures: undefined };
    expect(v.parse(EventDetail, older).broken_signatures).toBe(0);
    expect(v.parse(EventsResponse, { month: "2026-05", events: [] }).broken).toEqual([]);
    expect(v.parse(CrewResponse, { crew: [] }).broken).toBe(0);
  });
});
