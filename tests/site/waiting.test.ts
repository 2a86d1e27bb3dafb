import { describe, expect, it } from "vitest";

import { sayHold, saySent, sayWhen } from "../../site/waiting/holds.ts";
import { howLong, waitingSince } from "../../site/waiting/howLong.ts";
import { refusedOf } from "../../site/waiting/refused.ts";
import { waitingOf } from "../../site/waiting/useBoard.ts";
import { whenSent } from "../../site/waiting/whenSent.ts";
import { runsOf } from "../../site/waiting/runs.ts";
import type { Entry, Write } from "../../site/offline/entry.ts";
import { placesOf } from "../../site/offline/queue.ts";

function entryOf(seq: number, slug: string, part: Partial<Write> = {}): Entry {
  const write: Write = {
    id: crypto.randomUUID(),
    slug,
    subjects: [],
    kind: "briefing",
    method: "POST",
    path: "/",
    body: {},
    sentence: "Record the safety briefing",
    by: "",
    by_name: "",
    at: "2026-05-23T14:00:00.000Z",
    ...part,
  };
  return { seq, write, tries: 0, refusal: null };
}

describe("what waits to be sent", () => {
  it("is grouped by charter, in the order in which it is sent", () => {
    const entries = ["jane", "jane", "omar", "jane"].map((name, seq) => entryOf(seq, `2026-05-23-${name}-afternoon`));
    expect(runsOf(placesOf(entries, null)).map((run) => run.map(({ entry }) => entry.seq))).toEqual([[0, 1], [2], [3]]);
    expect(runsOf([])).toEqual([]);
  });

  it("has waited since its oldest was done, by the device's clock, whatever the order", () => {
    const entries = ["16:00", "14:30", "15:00"].map((clock, seq) => {
      const entry = entryOf(seq, "2026-05-23-jane-afternoon");
      return { ...entry, write: { ...entry.write, at: `2026-05-23T${clock}:00.000Z` } };
    });
    expect(waitingSince(entries)).toBe("2026-05-23T14:30:00.000Z");
    expect(waitingSince([])).toBeUndefined();
  });

  it("says truly when each kind of it is sent once nobody is signed in", () => {
    const ada = { by: "ada@example.com", by_name: "Ada Captain" };
    const finn = { by: "finn@example.com", by_name: "" };
    const entryBy = (author: { by: string; by_name: string }, refusal: Entry["refusal"] = null): Entry => {
      const entry = entryOf(0, "2026-05-23-jane-afternoon");
      return { ...entry, write: { ...entry.write, ...author }, refusal };
    };
    const signature = entryBy({ by: "", by_name: "" });
    const refused = entryBy(ada, { title: "No", detail: "Never." });

    expect(whenSent([entryBy(ada), entryBy(ada)])).toEqual([
      "What Ada Captain did is sent when they sign in here again.",
    ]);
    expect(whenSent([entryBy(finn), entryBy(ada), signature, refused])).toEqual([
      "What finn@example.com and Ada Captain did is sent as each signs in here again.",
      "Signatures are sent as soon as this page has a signal, also with nobody signed in.",
      "What was refused stays until somebody tries it again or discards it.",
    ]);
    expect(whenSent([refused])).toHaveLength(1);
  });

  it.each([
    [true, { webkit: true, installed: false }, "promised"],
    [false, { webkit: true, installed: false }, "week"],
    [undefined, { webkit: true, installed: false }, "week"],
    [false, { webkit: true, installed: true }, "while-room"],
    [false, { webkit: false, installed: false }, "while-room"],
    [true, { webkit: false, installed: true }, "promised"],
  ] as const)("lasts, promised %s in %o: %s", (lasts, browser, expected) => {
    expect(howLong(lasts, { ...browser, ios: browser.webkit })).toBe(expected);
  });
});

describe("what waits for more than a signal", () => {
  const JANE = "2026-05-23-jane-afternoon";
  const NO = { title: "No", detail: "Not like this." };
  const about = (by: string, subject: string, sentence: string): Partial<Write> => ({
    by: by === "" ? "" : `${by.toLowerCase()}@example.com`,
    by_name: by,
    subjects: [subject],
    sentence,
  });
  const bea = entryOf(1, JANE, about("Bea", "patron:7", "Check Mia aboard"));
  const mine = entryOf(2, JANE, about("Ada", "patron:7", "Check Mia ashore"));
  const alone = entryOf(3, JANE, about("Ada", "patron:8", "Check Leo aboard"));
  const said = (entries: readonly Entry[], account = "ada@example.com") =>
    placesOf(entries, account).map((placed) => sayHold(placed)?.title);

  it("says whom it waits for, also behind somebody else's change to the same, and nothing once they are signed in", () => {
    expect(said([bea, mine, alone])).toEqual([
      "Waits for Bea",
      "Waits behind a change of Bea’s to the same patron",
      undefined,
    ]);
    expect(sayHold(placesOf([bea, mine], "ada@example.com")[1] ?? { entry: mine, hold: undefined })?.detail).toBe(
      "“Check Mia aboard” goes first: this is sent once Bea has signed in on this device.",
    );
    expect(said([bea, mine], "bea@example.com")).toEqual([undefined, "Waits for Ada"]);
  });

  it("says that it waits behind a refusal, and names what all of a chain wait for", () => {
    const both = entryOf(2, JANE, {
      ...about("Ada", "patron:7", "Add Mia and Leo"),
      subjects: ["patron:7", "patron:8"],
    });
    const refused = { ...bea, refusal: NO };
    expect(said([refused, both, alone])).toEqual([
      undefined,
      "Waits behind a refused change to the same patron",
      "Waits behind a refused change to the same patron",
    ]);
    expect(placesOf([refused, both, alone], "ada@example.com")[2]?.hold).toEqual({ kind: "behind", first: refused });
  });

  it("names a departure and a briefing as what they are", () => {
    for (const [subject, thing] of [
      ["departure", "the departure record"],
      ["briefing", "the briefing"],
      ["from-a-newer-build", "the same thing"],
    ] as const) {
      const [first, second] = [
        entryOf(1, JANE, about("Bea", subject, "A")),
        entryOf(2, JANE, about("Ada", subject, "B")),
      ];
      expect(said([first, second])[1]).toBe(`Waits behind a change of Bea’s to ${thing}`);
    }
  });

  it("promises to send only what a signal sends", () => {
    const when = (...entries: readonly Entry[]) => sayWhen(placesOf(entries, "ada@example.com"), false);
    expect(when(alone)).toBe("Sent in this order as soon as this page is open with a signal.");
    expect(when(bea, mine, alone)).toBe(
      "1 of them is sent as soon as this page is open with a signal. The others say below what they wait for.",
    );
    expect(when(bea, mine)).toBe("A signal alone sends none of it: each says below what it waits for.");
    expect(sayWhen(placesOf([alone], "ada@example.com"), true)).toContain("also while this page is closed");
  });

  it("says after “Send now” that nothing was sent, and why, unless something was decided", () => {
    const after = (before: readonly Entry[], left: readonly Entry[]) => saySent(before, left, "ada@example.com");
    expect(after([bea, mine], [bea, mine])).toBe("Nothing was sent: each entry says below what it waits for.");
    expect(after([bea, alone], [bea, alone])).toBe("Nothing could be sent just now. This page tries again by itself.");
    expect(after([bea, alone], [bea])).toBeUndefined();
    expect(after([alone], [{ ...alone, refusal: NO }])).toBeUndefined();
  });
});

describe("what was refused", () => {
  const JANE = "2026-05-23-jane-afternoon";
  const NO = { title: "This charter has departed already", detail: "Nothing was recorded." };
  const departure = entryOf(1, JANE, { subjects: ["departure"] });
  const payment = entryOf(2, JANE, { subjects: ["entry:7"] });

  it("is not shown as waiting, and somebody else's departure is not either where only this device's own one waits", () => {
    expect([...waitingOf([{ ...departure, refusal: NO }, payment], { slug: JANE })]).toEqual([
      payment.write.id,
      "entry:7",
    ]);
    expect(waitingOf([departure], { slug: JANE }).has(departure.write.id)).toBe(true);
    expect(waitingOf([departure], { slug: "2026-05-23-omar-sunset" }).size).toBe(0);
  });

  it("is told on its charter, where it would have stood", () => {
    const refused = [departure, payment].map((entry) => ({ ...entry, refusal: NO }));
    const seqs = (...sorts: readonly string[]) => refusedOf(refused, { slug: JANE }, sorts).map(({ seq }) => seq);
    expect([seqs("departure", "briefing"), seqs("entry"), seqs("patron", "signature")]).toEqual([[1], [2], []]);
    expect(refusedOf([departure, payment], { slug: JANE }, ["departure", "entry"])).toEqual([]);
    expect(refusedOf(refused, { slug: "2026-05-23-omar-sunset" }, ["departure", "entry"])).toEqual([]);
  });
});
