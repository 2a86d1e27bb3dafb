import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { ChangePatronRequest, EventDetail } from "../../../rules/contract/api/event.ts";
import type { HistoryLine } from "../../../rules/contract/api/history.ts";
import { readBoard, writeBoard } from "../../../site/offline/board.ts";
import { forgetOverruled, hearAnswer, hearKept, recallOverruled } from "../../../site/offline/overruled.ts";
import { overruledBy } from "../../../site/offline/overruledBy.ts";
import { showSent } from "../../../site/offline/sent.ts";
import { briefingWrite, changePatronWrite, type Author } from "../../../site/offline/writes.ts";
import { charter, idOf, NOW, patron } from "../support.ts";
import { openDevice } from "./support.ts";

const LATER = "2026-05-23T18:30:00.000Z";
const ME: Author = { by: "finn@example.com", by_name: "Finn", currency: "USD", newId: () => idOf(1) };
const ADA = { at: LATER, done_at: LATER, by: "ada@example.com", name: "Ada" };
const MIA = patron(idOf(7), "Mia Chan", {
  email: "mia@example.com",
  checked: { at: LATER, received_at: LATER, by: ADA.by },
});

const change = (body: Omit<ChangePatronRequest, "at">) =>
  changePatronWrite(charter().slug, { id: idOf(7), name: "Mia" }, { at: NOW, ...body }, ME);

/** What the board says after an answer. */
function heard(write: ReturnType<typeof change>, part: Partial<EventDetail>) {
  const answered = { write, answer: { event: charter({ manifest: [MIA], ...part }) } };
  hearAnswer(answered);
  hearAnswer(answered);
  return readBoard().overruled;
}

beforeEach(() => {
  const stored = new Map<string, string>();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
    removeItem: (key: string) => stored.delete(key),
  });
});
afterEach(() => {
  writeBoard({ overruled: [], sent: [] });
  vi.unstubAllGlobals();
});

describe("What was overruled and not read yet", () => {
  const renamed: HistoryLine = { kind: "renamed", from: "Mia", patron: "Mia Chan", ...ADA };
  /** The page is closed, and opened again by somebody. */
  const reopen = (by: string | null) => {
    writeBoard({ overruled: [] });
    recallOverruled(by);
    return readBoard().overruled.map(({ sentence }) => sentence);
  };

  it("is there when the page is opened again, for whoever did it and nobody else, until they have read it", () => {
    const [told] = heard(change({ name: "Mia Chen" }), { history: [renamed] });
    expect(reopen(ME.by)).toEqual(["Rename Mia to Mia Chen"]);
    expect([reopen("ada@example.com"), reopen(null)]).toEqual([[], []]);
    expect(reopen(ME.by)).toEqual(["Rename Mia to Mia Chen"]);
    if (told !== undefined) forgetOverruled(told);
    expect(reopen(ME.by)).toEqual([]);
  });

  it("is told of what the worker sent while no page was there, once, and to nobody else", async () => {
    const write = change({ name: "Mia Chen" });
    const found = overruledBy({ event: charter({ manifest: [MIA], history: [renamed] }) }, write);
    const device = await openDevice();
    await device.keepForPages(write.id, JSON.stringify(found));
    device.close();
    const opened = await openDevice(device.name);
    const texts = await opened.takeForPages();
    expect([texts.length, await opened.takeForPages(), await opened.account()]).toEqual([1, [], null]);
    for (const text of [...texts, ...texts, "{}", "no JSON"]) hearKept(text);
    opened.close();
    expect([reopen("ada@example.com"), reopen(ME.by)]).toEqual([[], ["Rename Mia to Mia Chen"]]);
  });

  it("stays on the page where the browser keeps nothing, and goes with its author", () => {
    vi.stubGlobal("localStorage", undefined);
    heard(change({ name: "Mia Chen" }), { history: [renamed] });
    recallOverruled(ME.by);
    expect(readBoard().overruled).toHaveLength(1);
    recallOverruled("ada@example.com");
    expect(readBoard().overruled).toEqual([]);
  });

  it("is nothing where what is kept cannot be read", () => {
    localStorage.setItem(`scc-overruled:${ME.by}`, "{");
    expect(reopen(ME.by)).toEqual([]);
  });
});

describe("A change that somebody’s later word overrules", () => {
  const renamed: HistoryLine = { kind: "renamed", from: "Mia", patron: "Mia Chan", ...ADA };
  const mine: HistoryLine = { kind: "renamed", from: "Mia Chan", patron: "Mia Chan", ...ADA, by: ME.by, late: true };
  const email: HistoryLine = { kind: "email", patron: "Mia Chan", ...ADA };
  const word = { name: "Ada", at: LATER, received_at: LATER };

  it("is told to whoever made it, once: what is so, by whom and since when", () => {
    const told = heard(change({ name: "Mia Chen" }), { history: [renamed, mine] });
    expect(told).toEqual([
      {
        id: idOf(1),
        by: ME.by,
        slug: charter().slug,
        sort: "patron",
        sentence: "Rename Mia to Mia Chen",
        standing: [{ stands: "The name is Mia Chan", word }],
      },
    ]);
    for (const one of told) forgetOverruled(one);
    expect(readBoard().overruled).toEqual([]);
  });

  it.each([
    [change({ email: null }), { history: [email] }, "Mia Chan has another address", word],
    [change({ aboard: true }), { history: [renamed] }, "Mia Chan is ashore", word],
    [change({ listed: false }), { history: [] }, "Mia Chan is on the list", undefined],
    [change({ listed: true }), { manifest: [] }, "They are off the list", undefined],
    [
      briefingWrite(charter().slug, { given: true, at: NOW }, ME),
      { briefing: { given: false, at: LATER, received_at: LATER, by: ADA.by, name: "Ada" } },
      "The safety briefing is undone",
      word,
    ],
  ] as const)("of each kind: %o", (write, part, stands, by) => {
    expect(heard(write, part as Partial<EventDetail>)).toMatchObject([{ standing: [{ stands, word: by }] }]);
  });

  it("is not shown as if it counted until its charter is read, whoever has sent it", () => {
    const write = change({ name: "Mia Chen" });
    const entry = { seq: 1, write, tries: 1, refusal: null };
    showSent([entry]);
    heard(write, { history: [renamed, mine] });
    showSent([entry]);
    expect(readBoard().sent).toEqual([]);
  });

  it("is told whole where more than one part of it is overruled, and no part that counts", () => {
    const bea = { ...ADA, by: "bea@example.com", name: "Bea" };
    const history = [renamed, { ...email, ...bea }];
    const write = change({ name: "Mia Chen", email: null, phone: "305 555 0142", aboard: false });
    expect(heard(write, { history })).toMatchObject([
      {
        standing: [
          { stands: "The name is Mia Chan", word },
          { stands: "Mia Chan has another address", word: { name: "Bea" } },
          { stands: "Mia Chan has another phone number", word: undefined },
        ],
      },
    ]);
  });

  it("is nothing where it counts, and where they have changed their own mind", () => {
    expect(heard(change({ name: "Mia Chan", email: "mia@example.com" }), {})).toEqual([]);
    expect(heard(change({ name: "Mia" }), { history: [{ ...renamed, by: ME.by }] })).toEqual([]);
    hearAnswer({ write: change({ name: "Mia" }), answer: { ledger: [] } });
    expect(readBoard().overruled).toEqual([]);
  });
});
