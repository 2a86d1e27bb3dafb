import { afterEach, describe, expect, it } from "vitest";

import { createCharters } from "../../../site/client/charters.ts";
import { changeRecord, readCharter } from "../../../site/client/record.ts";
import type { Send } from "../../../site/client/sending.ts";
import type { Call } from "../../../site/client/asking.ts";
import { readBoard, writeBoard } from "../../../site/offline/board.ts";
import { withWaiting } from "../../../site/offline/overlay.ts";
import { showSent, unshow } from "../../../site/offline/sent.ts";
import { changePatronWrite } from "../../../site/offline/writes.ts";
import { laidOn } from "../../../site/waiting/useBoard.ts";
import { charter, idOf, NOW, patron } from "../support.ts";
import * as v from "valibot";

const KNOWN = charter({ manifest: [patron(idOf(1), "Leo Alvarez")], patrons: 1 });
const AUTHOR = { by: "cody@example.com", by_name: "Cody", currency: "USD", newId: () => idOf(9) };
const write = changePatronWrite(KNOWN.slug, { id: idOf(1), name: "Leo" }, { at: NOW, aboard: true }, AUTHOR);
const ENTRY = { seq: 1, write, tries: 0, refusal: null };
const later = () => new Promise((resolve) => setTimeout(resolve, 1));
const aboard = (): number => laidOn(KNOWN, readBoard()).aboard;
const answers =
  (extra: { readonly keptAt?: string } = {}): Call =>
  ({ answer }) =>
    Promise.resolve({ ok: true, status: 200, data: v.parse(answer, { event: KNOWN }), ...extra });

afterEach(() => {
  writeBoard({ entries: [], sent: [], lay: (event) => event });
});

describe("What has left the queue", () => {
  it("is shown until its charter is read anew: the signal may be gone before that", async () => {
    writeBoard({ entries: [], lay: withWaiting });
    showSent([ENTRY]);
    showSent([ENTRY]);
    expect([aboard(), readBoard().sent.length]).toEqual([1, 1]);
    // What was kept on this device is of before.
    const kept = answers({ keptAt: NOW });
    await readCharter({ call: kept, charters: createCharters(kept) }, KNOWN.slug);
    expect(aboard()).toBe(1);
    const fresh = answers();
    await readCharter({ call: fresh, charters: createCharters(fresh) }, KNOWN.slug);
    // Not before whoever has read it shows that.
    expect(aboard()).toBe(1);
    await later();
    expect([aboard(), readBoard().sent]).toEqual([0, []]);
  });

  it("is in the answer to what is sent after it", async () => {
    writeBoard({ lay: withWaiting });
    showSent([ENTRY]);
    const charters = createCharters(answers());
    const send: Send = (_, answer) =>
      Promise.resolve({ ok: true, status: 200, data: v.parse(answer, { event: KNOWN }) });
    await changeRecord({ send, charters }, write);
    await later();
    expect(readBoard().sent).toEqual([]);
  });

  it("stays shown where a reading began before it was sent", async () => {
    writeBoard({ lay: withWaiting });
    const call: Call = (request) => {
      showSent([ENTRY]);
      return answers()(request);
    };
    await readCharter({ call, charters: createCharters(call) }, KNOWN.slug);
    await later();
    expect(aboard()).toBe(1);
  });

  it("is not shown where somebody gave it up, or it was refused", () => {
    writeBoard({ lay: withWaiting });
    showSent([{ ...ENTRY, refusal: { title: "No", detail: "" } }]);
    expect(readBoard().sent).toEqual([]);
    showSent([ENTRY]);
    unshow(1);
    expect(aboard()).toBe(0);
  });
});
