import { describe, expect, it } from "vitest";

import type { DepartureRequest } from "../../rules/contract/api/departing.ts";
import { writeBoard } from "../../site/offline/board.ts";
import type { Entry } from "../../site/offline/entry.ts";
import { departureWrite, type Author } from "../../site/offline/writes.ts";
import { dockField, readLeftAt } from "../../site/departure/leftAt.ts";
import { isDepartureToLookAt, recordedAsItWas } from "../../site/waiting/departing.ts";
import { sayLater } from "../../site/waiting/sentLater.ts";
import { charter, idOf, NOW } from "./support.ts";

const EVENT = charter();
const AUTHOR: Author = { by: "cody@example.com", by_name: "Cody", currency: "USD", newId: () => idOf(9) };
const ADA = { email: "ada@example.com", name: "Ada" };
const PEOPLE = [{ id: idOf(7), name: "Mia" }];
const NO = { title: "The list has changed meanwhile", detail: "Nothing was recorded." };
const BODY: DepartureRequest = { kind: "departed", id: idOf(1), at: NOW, aboard: [idOf(7)], override: null };
const LEAVE = departureWrite(EVENT.slug, BODY, AUTHOR, { people: PEOPLE });
const RETURN = departureWrite(
  EVENT.slug,
  { kind: "back", id: idOf(2), at: NOW, count: 2, reason: "One swam" },
  AUTHOR,
  {
    departed: { id: idOf(1), aboard: ["a", "b", "c"] },
  },
);

describe("A departure that waits for a person", () => {
  it("is looked at by anybody, where it was refused or is somebody else’s", () => {
    const entry: Entry = { seq: 1, write: LEAVE, tries: 1, refusal: NO };
    expect(isDepartureToLookAt(entry, { kind: "refused" })).toBe(true);
    expect(isDepartureToLookAt(entry, { kind: "author" })).toBe(false);
    expect(isDepartureToLookAt(entry, undefined)).toBe(false);
    expect(isDepartureToLookAt({ ...entry, write: RETURN }, { kind: "refused" })).toBe(false);
  });

  it("is recorded by whoever looks at it, under its own id and time, with the names that the screen showed", () => {
    const made = recordedAsItWas(LEAVE, EVENT, { by: ADA, override: "" });
    expect(made?.write).toMatchObject({ id: idOf(1), at: NOW, by: ADA.email, by_name: "Ada", people: PEOPLE });
    expect(made?.request).toEqual({
      kind: "departed",
      id: idOf(1),
      at: NOW,
      aboard: [idOf(7)],
      override: null,
      as_it_was: PEOPLE,
    });
    expect(recordedAsItWas(LEAVE, EVENT, { by: ADA, override: "Paper" })?.request.override).toBe("Paper");
    expect(recordedAsItWas(RETURN, EVENT, { by: ADA, override: "" })).toBeUndefined();
  });

  it("of an older build names whom the list still knows", () => {
    const older = departureWrite(EVENT.slug, BODY, AUTHOR);
    expect(recordedAsItWas(older, EVENT, { by: ADA, override: "" })?.request.as_it_was).toEqual([
      { id: idOf(7), name: "Somebody no longer on the list" },
    ]);
  });
});

describe("What is said of what waits", () => {
  it("counts who is back of how many, and calls them all back only where they are", () => {
    expect(RETURN.sentence).toBe("Record 2 of 3 back");
    expect(LEAVE.sentence).toBe("Record the departure with 1 aboard");
  });

  it("promises no signal to what waits for a decision", () => {
    const entries = [
      { seq: 1, write: LEAVE, tries: 1, refusal: NO },
      { seq: 2, write: RETURN, tries: 0, refusal: null },
    ];
    writeBoard({ entries });
    expect(sayLater(RETURN.id, AUTHOR.by)).toBe(
      "It goes after “Record the departure with 1 aboard”, which waits for a decision: see Waiting.",
    );
    writeBoard({ entries: entries.slice(1) });
    expect(sayLater(RETURN.id, AUTHOR.by)).toBe("It is sent as soon as this page has a signal.");
    writeBoard({ entries: [] });
  });
});

describe("When a charter left that is entered later", () => {
  const now = new Date("2026-05-23T18:00:00.000Z");
  it("is read on the dock’s clock, and is over", () => {
    expect(dockField(now, "America/New_York")).toBe("2026-05-23T14:00");
    expect(readLeftAt("2026-05-23T10:02", "America/New_York", now)).toEqual({ at: "2026-05-23T14:02:00.000Z" });
    expect(readLeftAt("2026-05-23T14:01", "America/New_York", now)).toEqual({
      error: "That is still to come. Enter when it left.",
    });
    for (const text of ["", "2026-05-23", "2026-02-30T10:00", "2026-05-23T25:00"])
      expect(readLeftAt(text, "America/New_York", now)).toEqual({
        error: "Enter the day and the time at which it left.",
      });
  });
});
