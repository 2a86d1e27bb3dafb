import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { SignResponse, type SignRequest } from "../../rules/api/waiver.ts";
import { canonicalJson } from "../../rules/canonicalJson.ts";
import { currentWaiver } from "../../rules/waiverText.ts";
import { eventKey } from "../../lambda/events/stored.ts";
import { textSha256 } from "../../lambda/waiver/sign.ts";
import { parseSignatureRecord, signatureKey } from "../../lambda/waiver/stored.ts";
import { createCharter, readCharter } from "./support/charter.ts";
import { idOf, read, readProblem, startHarness, type Client, type Harness } from "./support/harness.ts";

let harness: Harness;
let admin: Client;
let patron: Client;

beforeAll(async () => {
  harness = await startHarness();
  admin = await harness.as("admin");
  patron = await harness.as("nobody");
});
afterAll(() => harness.close());

const TEXT = currentWaiver("Blue Heron Sailing");

function signature(name: string, changes: Partial<SignRequest> = {}): SignRequest {
  return {
    id: idOf(name), waiver_version: TEXT.version, text_sha256: textSha256(TEXT), participant: name, birth_date: "1990-02-28",
    guardian: null, signature: { method: "typed", text: name }, consent: true, signed_at: "2026-05-23T17:30:00.000Z", ...changes,
  };
}

describe("The waiver page", () => {
  it("shows the text of the current version, for this charter and from this slot, to anybody", async () => {
    const slug = await createCharter(admin, { date: "2026-05-24" });
    const answer = await patron.send("GET", `/g/${slug}/waiver`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toMatch(/^text\/html/);
    for (const part of ["Jane’s afternoon charter", textSha256(TEXT), "/_staging/0123456789ab/waiver.js"]) {
      expect(answer.text).toContain(part);
    }
  });

  it("is a branded 404 for a charter that does not exist", async () => {
    const answer = await patron.send("GET", "/g/2026-05-23-nobody-night/waiver");
    expect(answer.status).toBe(404);
    expect(answer.text).toContain("Blue Heron Sailing");
  });

  it("says so when the charter was canceled", async () => {
    const slug = await createCharter(admin, { date: "2026-05-25" });
    await admin.send("PATCH", `/api/event/${slug}`, { revision: 1, status: "canceled" });
    const page = await patron.send("GET", `/g/${slug}/waiver`);
    expect(page.status).toBe(410);
    expect(page.text).toContain("This charter was canceled");
    const refused = await patron.send("POST", `/g/${slug}/waiver`, signature("Late"));
    expect(readProblem(refused)).toMatchObject({ status: 409, title: "This charter was canceled" });
  });
});

describe("Signing", () => {
  it("stores the request, what the server saw, and a hash that seals both", async () => {
    const slug = await createCharter(admin, { date: "2026-05-26" });
    const answer = await patron.send("POST", `/g/${slug}/waiver`, signature("Jane Doe"));
    expect(answer.status).toBe(201);
    const item = parseSignatureRecord(await harness.services.table.get(signatureKey(slug, signature("Jane Doe"))));
    const { record_sha256, ...sealed } = item;
    expect(createHash("sha256").update(canonicalJson(sealed)).digest("hex")).toBe(record_sha256);
    expect(sealed).toEqual({
      ...signature("Jane Doe"), slug, address: "203.0.113.7", user_agent: "Test Browser", received_at: "2026-05-23T18:00:00.000Z",
    });
    expect(read(SignResponse, answer).record_sha256).toBe(record_sha256);
  });

  it("shows the crew who signed, and counts somebody who signed twice once", async () => {
    const slug = await createCharter(admin, { date: "2026-05-27" });
    await patron.send("POST", `/g/${slug}/waiver`, signature("José"));
    await patron.send("POST", `/g/${slug}/waiver`, signature("jose", { id: idOf("jose again") }));
    const event = await readCharter(admin, slug);
    expect([event.signed, event.signatures.length]).toEqual([1, 2]);
    expect(event.signatures[0]).toMatchObject({ participant: "José", minor: false, guardian: null });
    expect(JSON.stringify(event)).not.toContain("1990-02-28");
  });

  it("twice with the same body records once, also as a double tap", async () => {
    const slug = await createCharter(admin, { date: "2026-05-28" });
    const answers = await Promise.all([1, 2, 3].map(() => patron.send("POST", `/g/${slug}/waiver`, signature("Tap"))));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 201]);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect((await readCharter(admin, slug)).signatures).toHaveLength(1);
  });

  it("refuses an id that signed something else, be it at another instant", async () => {
    const slug = await createCharter(admin, { date: "2026-05-29" });
    await patron.send("POST", `/g/${slug}/waiver`, signature("One"));
    for (const changes of [{ participant: "Two" }, { signed_at: "2026-05-23T17:31:00.000Z" }]) {
      const answer = await patron.send("POST", `/g/${slug}/waiver`, signature("One", changes));
      expect(readProblem(answer)).toMatchObject({ status: 409, code: "conflict" });
    }
    expect((await readCharter(admin, slug)).signatures).toHaveLength(1);
  });

  it("again repairs the mark that a request which died halfway left out", async () => {
    const slug = await createCharter(admin, { date: "2026-05-30" });
    await patron.send("POST", `/g/${slug}/waiver`, signature("Half"));
    await harness.services.table.update(eventKey(slug), { update: "REMOVE #signed" });
    expect((await patron.send("POST", `/g/${slug}/waiver`, signature("Half"))).status).toBe(200);
    expect(await harness.services.table.get(eventKey(slug))).toMatchObject({ signed: new Set([`${idOf("Half")}#Half`]) });
  });

  it("asks for a guardian by the age on the day of the charter", async () => {
    const slug = await createCharter(admin, { date: "2026-05-31" });
    const turning18 = signature("Kid", { birth_date: "2008-06-01" });
    const refused = await patron.send("POST", `/g/${slug}/waiver`, turning18);
    expect(readProblem(refused).errors?.[0]?.field).toBe("guardian");
    const guarded = { ...turning18, guardian: { name: "Mum", relationship: "mother" } };
    expect((await patron.send("POST", `/g/${slug}/waiver`, guarded)).status).toBe(201);
    expect((await readCharter(admin, slug)).signatures[0]).toMatchObject({ minor: true, guardian: "Mum" });
    const adult = await patron.send("POST", `/g/${slug}/waiver`, signature("Grown", { birth_date: "2008-05-31" }));
    expect(adult.status).toBe(201);
  });

  it("refuses a text that was never shown, and asks to reload", async () => {
    const slug = await createCharter(admin, { date: "2026-06-01" });
    for (const changes of [{ waiver_version: "2020-01-01" }, { text_sha256: "0".repeat(64) }]) {
      const answer = await patron.send("POST", `/g/${slug}/waiver`, signature("Old", changes));
      expect(readProblem(answer)).toMatchObject({ status: 409, code: "waiver-outdated" });
    }
  });

  it("takes a drawn signature, and refuses anything but pen strokes and consent", async () => {
    const slug = await createCharter(admin, { date: "2026-06-02" });
    const drawn = signature("Draw", { signature: { method: "drawn", path: `M1 1${"L300 100".repeat(2_000)}` } });
    expect((await patron.send("POST", `/g/${slug}/waiver`, drawn)).status).toBe(201);
    const bad = { ...drawn, id: idOf("bad"), consent: false, signature: { method: "drawn", path: "<svg>" } };
    const fields = readProblem(await patron.send("POST", `/g/${slug}/waiver`, bad)).errors?.map(({ field }) => field);
    expect(fields).toEqual(["signature.path", "consent"]);
  });

  it("for a charter that does not exist is a 404", async () => {
    expect((await patron.send("POST", "/g/2026-05-23-nobody-night/waiver", signature("No"))).status).toBe(404);
  });
});
