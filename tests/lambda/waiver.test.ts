import { createHash } from "node:crypto";
import { afterEach, describe, expect, it } from "vitest";

import { EventsResponse } from "../../rules/contract/api/month.ts";
import { SignResponse } from "../../rules/contract/api/signing.ts";
import type { SignRequest } from "../../rules/contract/api/waiver.ts";
import { canonicalJson } from "../../rules/canonicalJson.ts";
import { shownText } from "../../rules/waiver/text.ts";
import { BUILT_IN_WAIVER } from "../../rules/waiver/builtInText.ts";
import { createApp } from "../../lambda/app.ts";
import { readStoredEvent } from "../../lambda/charter/read.ts";
import { eventKey } from "../../lambda/charter/stored.ts";
import { parseSignatureRecord, signatureKey } from "../../lambda/charter/signatureRecord.ts";
import type { Services } from "../../lambda/services.ts";
import { textSha256 } from "../../lambda/waiverTexts/shown.ts";
import { createCharter, readCharter, signature } from "./support/charter.ts";
import { Client, idOf, read, readProblem } from "./support/harness.ts";
import { useHarness } from "./support/useHarness.ts";

const { harness, admin, nobody: patron } = useHarness();

const TEXT = shownText(BUILT_IN_WAIVER, "en", "Blue Heron Sailing");

/** A mother who sails with two children. */
function family(changes: Partial<SignRequest> = {}): SignRequest {
  return signature("Eva Ruiz", {
    participants: [
      { name: "Eva Ruiz", birth_date: "1985-03-01" },
      { name: "Leo Ruiz", birth_date: "2016-01-02" },
      { name: "Mía Ruiz", birth_date: "2019-07-09" },
    ],
    signer: { name: "Eva Ruiz", relationship: "Parent" },
    ...changes,
  });
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
    expect(answer.text).toContain('<link rel="icon" href="/favicon.svg">');
  });

  it("is in the language that was asked for, else in the browser's, else in English", async () => {
    const slug = await createCharter(admin, { date: "2026-05-23", period: "morning" });
    const pageOf = async (query: string, language?: string): Promise<string> =>
      (
        await patron.send(
          "GET",
          `/g/${slug}/waiver${query}`,
          undefined,
          language === undefined ? {} : { "accept-language": language },
        )
      ).text;
    expect(await pageOf("?lang=es", "en-US")).toContain('<html lang="es">');
    expect(await pageOf("", "es-MX,es;q=0.9,en;q=0.8")).toContain("¿Quién firma?");
    expect(await pageOf("?lang=fr", "fr, en;q=0.1")).toContain('<html lang="en">');
    const missing = await patron.send("GET", "/g/2026-05-23-nobody-night/waiver?lang=es");
    expect([missing.status, missing.text.includes("No encontramos este documento")]).toEqual([404, true]);
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

describe("After the day of the charter", () => {
  // Closes at noon of the next day at the dock, 16:00 UTC.
  const OPEN = "2026-05-24T15:59:00.000Z";
  const CLOSED = "2026-05-24T16:00:01.000Z";
  const at = (instant: string): void => {
    harness.clock.now = new Date(instant);
  };
  afterEach(() => {
    at("2026-05-23T18:00:00.000Z");
  });

  it("the page says until when it can be signed, and then that signing has closed, in its language", async () => {
    const slug = await createCharter(admin, { period: "night", first_name: "Closes" });
    at(OPEN);
    const open = await patron.send("GET", `/g/${slug}/waiver`);
    expect(open.status).toBe(200);
    expect(open.text).toContain("You can sign until Sunday, May 24, 2026 at 12:00 PM EDT.");
    at(CLOSED);
    const closed = await patron.send("GET", `/g/${slug}/waiver`);
    expect(closed.status).toBe(410);
    expect(closed.text).toContain("Signing has closed");
    expect(closed.text).toContain("until Sunday, May 24, 2026 at 12:00 PM EDT");
    const spanish = await patron.send("GET", `/g/${slug}/waiver?lang=es&kiosk`);
    expect([spanish.status, spanish.text.includes("La firma está cerrada")]).toEqual([410, true]);
  });

  it("a signature is refused in words a patron understands, also for a charter of last year", async () => {
    const slug = await createCharter(admin, { date: "2025-01-01" });
    const answer = readProblem(await patron.send("POST", `/g/${slug}/waiver`, signature("Late")));
    expect([answer.status, answer.code, answer.title]).toEqual([409, "conflict", "Signing has closed"]);
    expect(answer.detail).toBe(
      "Nothing was signed: this waiver could be signed until Thursday, January 2, 2025 at 12:00 PM EST. Ask the crew if you still sail with them.",
    );
    const spanish = readProblem(await patron.send("POST", `/g/${slug}/waiver`, signature("Late", { language: "es" })));
    expect(spanish.title).toBe("La firma está cerrada");
    expect((await readCharter(admin, slug)).signatures).toEqual([]);
  });

  it("what was signed in time is answered as then, and what waited on the crew's device comes in", async () => {
    const slug = await createCharter(admin, { period: "night", first_name: "Waited" });
    at(OPEN);
    const first = await patron.send("POST", `/g/${slug}/waiver`, signature("In time"));
    at("2026-05-26T09:00:00.000Z");
    const again = await patron.send("POST", `/g/${slug}/waiver`, signature("In time"));
    expect([again.status, again.text]).toEqual([200, first.text]);
    const waited = signature("At the dock", { place: "kiosk", signed_at: OPEN });
    const stranger = readProblem(await patron.send("POST", `/g/${slug}/waiver`, waited));
    expect(stranger.detail).toContain("sign in to the dashboard here, and send it again");
    // Nobody has used the device for days: they sign in again.
    const back = await harness.as("admin");
    expect((await back.send("POST", `/g/${slug}/waiver`, waited)).status).toBe(201);
    const late = signature("Too late", { place: "kiosk", signed_at: CLOSED });
    expect((await back.send("POST", `/g/${slug}/waiver`, late)).status).toBe(409);
  });
});

describe("Signing", () => {
  it("with a dot alone is refused in the page's words", async () => {
    const slug = await createCharter(admin, { period: "sunset", first_name: "Dot" });
    const dot = signature("Dot", { language: "es", signature: { method: "drawn", path: "M9 9L10 9" } });
    const text = shownText(BUILT_IN_WAIVER, "es", "Blue Heron Sailing");
    const body = { ...dot, waiver_version: text.version, text_sha256: textSha256(text) };
    const problem = readProblem(await patron.send("POST", `/g/${slug}/waiver`, body));
    expect([problem.status, problem.errors?.map(({ field }) => field)]).toEqual([400, ["signature.path"]]);
    expect(problem.detail).toMatch(/^Esto es muy poco para una firma\./);
  });

  it("on a device that says it is the crew's is on record with whether the crew was signed in on it", async () => {
    const slug = await createCharter(admin, { period: "sunset", first_name: "Said" });
    const signedBy = async (client: Client, name: string, place: "kiosk" | "own-device") => {
      const body = signature(name, { place });
      expect((await client.send("POST", `/g/${slug}/waiver`, body)).status).toBe(201);
      return parseSignatureRecord(await harness.services.table.get(signatureKey(slug, body))).crew_signed_in;
    };
    expect(await signedBy(patron, "Stranger", "kiosk")).toBe(false);
    expect(await signedBy(admin, "Aboard", "kiosk")).toBe(true);
    expect(await signedBy(patron, "At home", "own-device")).toBeUndefined();
  });

  it("stores the request, what the server saw, and a hash that seals both", async () => {
    const slug = await createCharter(admin, { date: "2026-05-26" });
    const answer = await patron.send("POST", `/g/${slug}/waiver`, signature("Jane Doe"));
    expect(answer.status).toBe(201);
    const item = parseSignatureRecord(await harness.services.table.get(signatureKey(slug, signature("Jane Doe"))));
    const { record_sha256, ...sealed } = item;
    expect(createHash("sha256").update(canonicalJson(sealed)).digest("hex")).toBe(record_sha256);
    expect(sealed).toEqual({
      ...signature("Jane Doe"),
      slug,
      address: "203.0.113.7",
      user_agent: "Test Browser",
      received_at: "2026-05-23T18:00:00.000Z",
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

  it("tells two people of one name apart by their dates of birth, which stay in the records", async () => {
    const slug = await createCharter(admin, { date: "2026-06-06" });
    for (const [index, birth_date] of ["1980-04-02", "1980-04-02", "1975-09-30"].entries()) {
      const body = signature("John Smith", {
        id: idOf(`john ${index}`),
        participants: [{ name: "John Smith", birth_date }],
      });
      expect((await patron.send("POST", `/g/${slug}/waiver`, body)).status).toBe(201);
      harness.clock.advance(1);
    }
    const event = await readCharter(admin, slug);
    expect(event.signatures.map(({ person }) => person)).toEqual([1, 1, 2]);
    expect(event.signed).toBe(2);
    expect(JSON.stringify(event)).not.toContain("1980-04-02");
  });

  it("twice with the same body records once, also as a double tap", async () => {
    const slug = await createCharter(admin, { date: "2026-05-28" });
    const answers = await Promise.all([1, 2, 3].map(() => patron.send("POST", `/g/${slug}/waiver`, signature("Tap"))));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 201]);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect((await readCharter(admin, slug)).signatures).toHaveLength(1);
  });

  it("refuses an id that signed something else; at another instant it is another signature", async () => {
    const slug = await createCharter(admin, { date: "2026-05-29" });
    await patron.send("POST", `/g/${slug}/waiver`, signature("One"));
    const other = await patron.send(
      "POST",
      `/g/${slug}/waiver`,
      signature("One", { signer: { name: "Two", relationship: null } }),
    );
    expect(readProblem(other)).toMatchObject({ status: 409, code: "conflict" });
    expect((await readCharter(admin, slug)).signatures).toHaveLength(1);
    const again = signature("One", { signed_at: "2026-05-23T17:31:00.000Z" });
    expect((await patron.send("POST", `/g/${slug}/waiver`, again)).status).toBe(201);
    const { signatures, signed } = await readCharter(admin, slug);
    expect([signatures.length, signed]).toEqual([2, 1]);
  });

  it("is one write: what fails before or after it leaves nothing or all, and no write is on the charter", async () => {
    const slug = await createCharter(admin, { date: "2026-05-30" });
    const writes: string[] = [];
    const { table } = harness.services;
    const services: Services = {
      ...harness.services,
      askDelivery: () => Promise.reject(new Error("dies here")),
      table: {
        ...table,
        putNew: (item) => {
          writes.push(`put ${item.event_id}`);
          return table.putNew(item);
        },
        update: (key, update) => {
          writes.push(`update ${key.event_id}`);
          return table.update(key, update);
        },
      },
    };
    const before = await table.get(eventKey(slug));
    const client = new Client({ app: createApp(services) });
    expect((await client.send("POST", `/g/${slug}/waiver`, signature("Whole"))).status).toBe(201);
    expect(writes.filter((write) => write.endsWith(slug))).toEqual([`put ${slug}`]);
    expect(await table.get(eventKey(slug))).toEqual(before);
    const record = await table.get(signatureKey(slug, signature("Whole")));
    expect(record).toMatchObject({
      outbox: { [`signature-${idOf("Whole")}`]: { tries: 0 } },
      outbox_state: "signature",
      outbox_due: harness.clock.now.toISOString(),
    });
  });

  it("is counted for the month list by the sender, or when somebody opens the charter", async () => {
    const slug = await createCharter(admin, { date: "2026-06-04" });
    await admin.send("POST", `/api/event/${slug}/patrons`, {
      patrons: [{ id: idOf("listed"), name: "Lou Marsh" }],
      at: harness.clock.now.toISOString(),
    });
    const marks = async (): Promise<unknown> => (await readStoredEvent(harness.services.table, slug))?.seen.signed;
    await patron.send("POST", `/g/${slug}/waiver`, signature("lou marsh"));
    await patron.send("POST", `/g/${slug}/waiver`, signature("Stranger"));
    expect(await marks()).toEqual(new Set([`${idOf("listed")}#Lou Marsh`, "others#1"]));

    // The request that signs dies before anybody is asked.
    harness.sender.away = true;
    await patron.send("POST", `/g/${slug}/waiver`, signature("Zoe"));
    harness.sender.away = false;
    expect((await marks()) as Set<string>).toContain("others#1");
    expect((await readCharter(admin, slug)).signed).toBe(3);
    expect((await marks()) as Set<string>).toContain("others#2");

    // Somebody who has signed is put on the list.
    const patrons = [{ id: idOf("walk-up"), name: "Zoe" }];
    await admin.send("POST", `/api/event/${slug}/patrons`, { patrons, at: harness.clock.now.toISOString() });
    expect(await marks()).toEqual(new Set([`${idOf("listed")}#Lou Marsh`, `${idOf("walk-up")}#Zoe`, "others#1"]));
  });

  it("of those who are not on the list makes nobody on it signed, in the month as on the charter's page", async () => {
    const slug = await createCharter(admin, { title: "strangers" });
    const patrons = ["Omar Haddad", "Lena Haddad"].map((name) => ({ id: idOf(name), name }));
    await admin.send("POST", `/api/event/${slug}/patrons`, { patrons, at: "2026-05-23T17:00:00.000Z" });
    for (const name of ["Eva", "Mallory", "lena haddad"])
      expect((await patron.send("POST", `/g/${slug}/waiver`, signature(name))).status).toBe(201);
    const { events } = read(EventsResponse, await admin.send("GET", "/api/events?month=2026-05"));
    const counts = { patrons: 2, signed: 3, signed_listed: 1 };
    expect(events.find((event) => event.slug === slug)).toMatchObject(counts);
    expect(await readCharter(admin, slug)).toMatchObject(counts);
  });

  it("is counted anew from what versions before have marked", async () => {
    const slug = await createCharter(admin, { date: "2026-06-20" });
    await harness.services.table.update(eventKey(slug), {
      set: [["signed", new Set([`${idOf("gone")}#Nobody`])]],
    });
    expect((await patron.send("POST", `/g/${slug}/waiver`, signature("Half"))).status).toBe(201);
    expect(await harness.services.table.get(eventKey(slug))).toMatchObject({ signed: new Set(["others#1"]) });
  });

  it("is one record for a parent and two children, with a line for each", async () => {
    const slug = await createCharter(admin, { date: "2026-05-31" });
    const answer = await patron.send("POST", `/g/${slug}/waiver`, family());
    expect(read(SignResponse, answer).participants).toEqual(["Eva Ruiz", "Leo Ruiz", "Mía Ruiz"]);
    const event = await readCharter(admin, slug);
    expect(event.signed).toBe(3);
    expect(event.signatures.map(({ id, participant, minor, guardian }) => [id, participant, minor, guardian])).toEqual([
      [idOf("Eva Ruiz"), "Eva Ruiz", false, null],
      [idOf("Eva Ruiz"), "Leo Ruiz", true, "Eva Ruiz"],
      [idOf("Eva Ruiz"), "Mía Ruiz", true, "Eva Ruiz"],
    ]);
    expect(await harness.services.table.get(eventKey(slug))).toMatchObject({ signed: new Set(["others#3"]) });
    expect((await patron.send("POST", `/g/${slug}/waiver`, family())).status).toBe(200);
  });

  it("is by age on the day of the charter: 17 needs a guardian, and 18 signs alone although a parent signed before", async () => {
    const slug = await createCharter(admin, { date: "2026-06-03" });
    const kid = (birth_date: string) => [{ name: "Kim", birth_date }];
    const alone = await patron.send("POST", `/g/${slug}/waiver`, signature("Kim", { participants: kid("2008-06-04") }));
    expect(readProblem(alone).detail).toContain("Kim is under 18 on the day of the charter");
    const ashore = { participants: kid("2008-06-04"), signer: { name: "Ann", relationship: "Parent" } };
    expect((await patron.send("POST", `/g/${slug}/waiver`, signature("Kim", ashore))).status).toBe(201);
    expect((await readCharter(admin, slug)).signatures[0]).toMatchObject({
      participant: "Kim",
      minor: true,
      guardian: "Ann",
    });
    const grown = await patron.send(
      "POST",
      `/g/${slug}/waiver`,
      signature("Grown", { ...ashore, participants: kid("2008-06-03") }),
    );
    expect(readProblem(grown).detail).toContain("signs for themself, even if a parent signed before");
  });

  it("says what is wrong in the language of the page", async () => {
    const slug = await createCharter(admin, { date: "2026-06-05" });
    const answer = readProblem(
      await patron.send(
        "POST",
        `/g/${slug}/waiver`,
        family({ language: "es", signer: { name: "Eva Ruiz", relationship: null } }),
      ),
    );
    expect(answer).toMatchObject({
      status: 400,
      title: "No se puede firmar así",
      errors: [{ field: "signer.relationship", message: "Elija si usted es madre, padre o tutor legal." }],
    });
    const old = await patron.send(
      "POST",
      `/g/${slug}/waiver`,
      family({ language: "es", waiver_version: "2020-01-01" }),
    );
    expect(readProblem(old).title).toBe("El documento cambió después de que usted abrió esta página");
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
