import { afterEach, describe, expect, it } from "vitest";

import type { ChangePatronRequest, EventDetail, SignatureSummary } from "../../rules/contract/api/event.ts";
import type { HistoryLine } from "../../rules/contract/api/history.ts";
import { matchKey } from "../../rules/manifest/byHand.ts";
import { matchSignatures } from "../../rules/manifest/whoHasSigned.ts";
import { NOBODY, readMatch } from "../../site/manifest/matchForm.ts";
import { readBoard, writeBoard } from "../../site/offline/board.ts";
import { hearAnswer } from "../../site/offline/overruled.ts";
import { withWaiting } from "../../site/offline/overlay.ts";
import { changePatronWrite, type Author } from "../../site/offline/writes.ts";
import { whoIsMailed } from "../../site/waiverLink/whoIsMailed.ts";
import { charter, idOf, NOW, patron } from "./support.ts";

const LATER = "2026-05-23T18:30:00.000Z";
const ME: Author = { by: "finn@example.com", by_name: "Finn", currency: "USD", newId: () => idOf(1) };
const SEAL = "a".repeat(64);
const KEY = `${SEAL}#0`;
const SIGNED: SignatureSummary = {
  id: idOf(9),
  participant: "Mia M. Chan",
  person: 1,
  nth: 0,
  minor: false,
  guardian: null,
  emergency_contact: null,
  signed_at: NOW,
  received_at: NOW,
  waiver_version: "1",
  language: "en",
  place: "own-device",
  record_sha256: SEAL,
};
const MIA = patron(idOf(7), "Mia Chan", { email: "mia@example.com" });
const LEO = patron(idOf(8), "Leo");
const EVENT = charter({ manifest: [MIA, LEO], signatures: [SIGNED], patrons: 2, signed: 1 });

const say = (counts: boolean, at = NOW): ChangePatronRequest => ({
  at,
  signature: { record_sha256: SEAL, nth: 0, counts },
});
const write = (body: ChangePatronRequest) =>
  changePatronWrite(EVENT.slug, { ...MIA, signed_as: SIGNED.participant }, body, ME);
const signedIn = ({ manifest, signatures }: EventDetail) =>
  matchSignatures(manifest, signatures).lines.flatMap(({ patron: one, signature }) => (signature ? [one.name] : []));

afterEach(() => {
  writeBoard({ overruled: [], sent: [] });
});

describe("A word on a signature that waits on a device", () => {
  it("is shown as it will be, with its line in the history, and names who, whom and which", () => {
    const waiting = write(say(true));
    expect(waiting.sentence).toBe("Note that the signature of Mia M. Chan counts for Mia Chan");
    const shown = withWaiting(EVENT, [{ seq: 1, write: waiting, tries: 0, refusal: null }]);
    expect([signedIn(shown), shown.signed_listed]).toEqual([["Mia Chan"], 1]);
    expect(shown.history).toMatchObject([{ kind: "matched", patron: "Mia Chan", signature: KEY, name: "Finn" }]);
    expect(whoIsMailed(shown).reached).toEqual([]);
    const back = { seq: 2, write: write(say(false, LATER)), tries: 0, refusal: null };
    expect(signedIn(withWaiting(shown, [back]))).toEqual([]);
  });

  it("is told to whoever said it where a later word counts, be it on another patron", () => {
    const line = (patron: string): HistoryLine => ({
      kind: "matched",
      patron,
      participant: SIGNED.participant,
      signature: KEY,
      at: LATER,
      done_at: LATER,
      by: "ada@example.com",
      name: "Ada",
    });
    const manifest = [
      { ...MIA, matches: { [KEY]: { counts: true, at: NOW } } },
      { ...LEO, matches: { [KEY]: { counts: true, at: LATER } } },
    ];
    hearAnswer({ write: write(say(true)), answer: { event: { ...EVENT, manifest, history: [line("Leo")] } } });
    expect(readBoard().overruled).toMatchObject([
      { standing: [{ stands: "The signature of Mia M. Chan does not count for Mia Chan", word: { name: "Ada" } }] },
    ]);
    writeBoard({ overruled: [] });
    const counts = [{ ...MIA, matches: { [KEY]: { counts: true, at: NOW } } }, LEO];
    hearAnswer({ write: write(say(true)), answer: { event: { ...EVENT, manifest: counts } } });
    expect(readBoard().overruled).toEqual([]);
  });
});

describe("Whom a signature is to count for", () => {
  it("is said of whom it counts for from now on, or of whom it counts for no longer", () => {
    const read = (seen: string, chosen: string) => readMatch(EVENT, SIGNED, { seen, chosen }, new Date(NOW));
    const { record_sha256, nth } = SIGNED;
    expect(read(NOBODY, LEO.id)).toEqual({
      ok: true,
      request: { patron: { id: LEO.id, name: "Leo" }, at: NOW, signature: { record_sha256, nth, counts: true } },
    });
    expect(read(MIA.id, NOBODY)).toMatchObject({ request: { patron: { id: MIA.id }, signature: { counts: false } } });
    expect(read(NOBODY, idOf(1))).toMatchObject({ ok: false });
    expect(readMatch(EVENT, { ...SIGNED, record_sha256: "" }, { seen: "", chosen: LEO.id }, new Date(NOW)).ok).toBe(
      false,
    );
  });

  it("is later than all that was said of the two, whatever the device's clock says", () => {
    const manifest = [MIA, { ...LEO, matches: { [matchKey(SIGNED) ?? ""]: { counts: true, at: LATER } } }];
    const read = readMatch({ manifest }, SIGNED, { seen: LEO.id, chosen: MIA.id }, new Date(NOW));
    expect(read.ok && read.request.at > LATER).toBe(true);
  });
});
