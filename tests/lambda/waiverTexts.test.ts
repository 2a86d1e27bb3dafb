import { beforeAll, describe, expect, it } from "vitest";

import { PreviewResponse, WaiverTextsResponse, WaiverVersionResponse } from "../../rules/contract/api/waiverText.ts";
import { shownText, type ShownText } from "../../rules/waiver/text.ts";
import { BUILT_IN_WAIVER } from "../../rules/waiver/builtInText.ts";
import type { Table } from "../../lambda/dynamodb/table.ts";
import { parseSignatureRecord, signatureKey } from "../../lambda/charter/signatureRecord.ts";
import { keepShownText, readShownText, textSha256 } from "../../lambda/waiverTexts/shown.ts";
import { listVersions, publish, readDesk } from "../../lambda/waiverTexts/store.ts";
import { createCharter, signature } from "./support/charter.ts";
import { idOf, read, readProblem, type Answer } from "./support/harness.ts";
import { useHarness } from "./support/useHarness.ts";

const COMPANY = "Blue Heron Sailing";
const BUILT_IN = shownText(BUILT_IN_WAIVER, "en", COMPANY);
const EN = { title: "Waiver of {company}", markdown: "## Risks\n\nYou may get **wet**." };
const ES = { title: "Exención de {company}", markdown: "## Riesgos\n\nUsted puede **mojarse**." };

// Each group has a table of its own, as there is one waiver text for all.
const { harness, admin, nobody: patron, restart } = useHarness();

async function texts(): Promise<WaiverTextsResponse> {
  return read(WaiverTextsResponse, await admin.send("GET", "/api/waiver-texts"));
}

function publishing(id: string, revision: number, changes: Record<string, unknown> = {}): Record<string, unknown> {
  return { id: idOf(id), revision, texts: { en: EN, es: ES }, note: "Lawyer's review", ...changes };
}

async function sign(slug: string, name: string, { version, ...text }: ShownText): Promise<Answer> {
  return patron.send("POST", `/g/${slug}/waiver`, {
    id: idOf(name),
    waiver_version: version,
    text_sha256: textSha256({ version, ...text }),
    language: "en",
    participants: [{ name, birth_date: "1990-02-28" }],
    signer: { name, relationship: null },
    email: null,
    emergency_contact: { name: "Ana Ashore", phone: "+1 (305) 555-0142" },
    signature: { method: "typed", text: name },
    consent: true,
    signed_at: "2026-05-23T17:30:00.000Z",
    place: "own-device",
  });
}

describe("Before anybody publishes, the waiver text", () => {
  it("is the one that came with the program, in both languages", async () => {
    expect(await texts()).toMatchObject({
      revision: 0,
      draft: null,
      current: { version: "2026-05-01", published_by: null, texts: BUILT_IN_WAIVER.texts },
      versions: [{ version: "2026-05-01", languages: ["en", "es"] }],
    });
    const slug = await createCharter(admin);
    const page = await patron.send("GET", `/g/${slug}/waiver?lang=es`);
    expect(page.text).toContain('<article class="waiver-text" lang="es"');
    expect(page.text).toContain("Los riesgos");
  });

  it("can be signed, and is kept exactly as it was shown, whatever the company is called later", async () => {
    const slug = await createCharter(admin, { date: "2026-05-24" });
    expect((await sign(slug, "Ann", BUILT_IN)).status).toBe(201);
    const { table } = harness.services;
    const named = {
      waiver_version: BUILT_IN.version,
      text_sha256: textSha256(BUILT_IN),
      language: "en" as const,
    };
    expect(await readShownText(table, named.text_sha256)).toEqual(BUILT_IN);
    expect(await keepShownText(table, named, ["Renamed Sailing"])).toEqual(BUILT_IN);
    expect(await keepShownText(table, { ...named, waiver_version: "2026-05-02" }, [COMPANY])).toBeUndefined();
    expect(await readShownText(table, "0".repeat(64))).toBeUndefined();
  });
});

describe("A signature in a language", () => {
  it("is on the text of that language, and on no other that there is", async () => {
    await restart();
    const slug = await createCharter(admin, { date: "2026-05-25" });
    const spanish = shownText(BUILT_IN_WAIVER, "es", COMPANY);
    for (const [language, text] of [
      ["es", BUILT_IN],
      ["en", spanish],
    ] as const) {
      const body = signature(`Wrong ${language}`, { language, text_sha256: textSha256(text) });
      expect(readProblem(await patron.send("POST", `/g/${slug}/waiver`, body)).code).toBe("waiver-outdated");
    }
    const right = signature("Ana", { language: "es", text_sha256: textSha256(spanish) });
    expect((await patron.send("POST", `/g/${slug}/waiver`, right)).status).toBe(201);
    // Kept by now, it is asked for again.
    const again = signature("Eva", { language: "en", text_sha256: textSha256(spanish) });
    expect((await patron.send("POST", `/g/${slug}/waiver`, again)).status).toBe(409);
  });
});

describe("A draft", () => {
  beforeAll(() => restart());
  const half = { en: { title: "New", markdown: "" }, es: { title: "", markdown: "" } };

  it("is kept as far as it is written, and once however often it is sent", async () => {
    const request = { revision: 0, texts: half };
    const answers = [
      await admin.send("PATCH", "/api/waiver-texts/draft", request),
      await admin.send("PATCH", "/api/waiver-texts/draft", request),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(await texts()).toMatchObject({
      revision: 1,
      draft: { texts: half, saved_by: "Ada", saved_at: "2026-05-23T18:00:00.000Z" },
    });
  });

  it("is not overwritten by somebody who has not seen it", async () => {
    const other = { revision: 0, texts: { ...half, es: { title: "Otro", markdown: "" } } };
    expect(readProblem(await admin.send("PATCH", "/api/waiver-texts/draft", other))).toMatchObject({
      status: 409,
      code: "stale-revision",
    });
    expect((await texts()).draft?.texts).toEqual(half);
    expect((await admin.send("PATCH", "/api/waiver-texts/draft", { ...other, revision: 1 })).status).toBe(200);
  });

  it.each([
    ["lists in each other", "- ".repeat(9_990)],
    ["quotes in each other", ">".repeat(10_000)],
    ["signs that each may pair with any other", "*a_ ".repeat(5_000)],
    ["brackets", "[".repeat(10_000)],
  ])("that would take for ever to read is not taken: too many %s", async (_what, text) => {
    const markdown = `${text}x`.slice(0, 19_999);
    const problem = readProblem(await admin.send("POST", "/api/waiver-texts/preview", { markdown }));
    expect(problem).toMatchObject({
      status: 400,
      errors: [{ message: expect.stringContaining("ten lists") as string }],
    });
    const usual = `${"- a point with *weight* and a [link](https://example.com)\n".repeat(60)}----------------\n`;
    expect((await admin.send("POST", "/api/waiver-texts/preview", { markdown: usual })).status).toBe(200);
  });

  it("shows patrons nothing, and previews as they would see it", async () => {
    const slug = await createCharter(admin, { date: "2026-05-25" });
    expect((await patron.send("GET", `/g/${slug}/waiver`)).text).toContain('data-version="2026-05-01"');
    const answer = await admin.send("POST", "/api/waiver-texts/preview", { markdown: "# A\r\n\r\n<i>{company}</i>" });
    expect(read(PreviewResponse, answer).html).toBe(`<h3>A</h3>\n<p>&lt;i&gt;${COMPANY}&lt;/i&gt;</p>`);
    const long = { markdown: "a".repeat(20_001) };
    expect(readProblem(await admin.send("POST", "/api/waiver-texts/preview", long)).errors?.[0]?.field).toBe(
      "markdown",
    );
  });
});

describe("Publishing", () => {
  // Half past ten in the evening at the dock, and the next day in UTC.
  beforeAll(() => restart("2026-06-10T02:30:00.000Z"));

  it("names the version by the company's day, shows it at once and ends the draft", async () => {
    await admin.send("PATCH", "/api/waiver-texts/draft", { revision: 0, texts: { en: EN, es: ES } });
    const request = publishing("first", 1);
    const answers = [
      await admin.send("POST", "/api/waiver-texts", request),
      await admin.send("POST", "/api/waiver-texts", request),
    ];
    expect(answers.map(({ status }) => status)).toEqual([201, 200]);
    expect(await texts()).toMatchObject({
      revision: 2,
      draft: null,
      current: { version: "2026-06-09", published_by: "Ada", note: "Lawyer's review", texts: { en: EN, es: ES } },
    });
    const slug = await createCharter(admin, { date: "2026-06-11" });
    const page = await patron.send("GET", `/g/${slug}/waiver`);
    expect(page.text).toContain(`Waiver of ${COMPANY}</h2>\n<h3>Risks</h3>\n<p>You may get <strong>wet</strong>.</p>`);
    expect(page.text).toContain('data-version="2026-06-09"');
  });

  it("keeps the old version for those who opened it before, and refuses what never was", async () => {
    const slug = await createCharter(admin, { date: "2026-06-12" });
    const { version, language } = { version: "2026-06-09", language: "en" } as const;
    const now = { version, language, company: COMPANY, title: `Waiver of ${COMPANY}`, markdown: EN.markdown };
    expect((await sign(slug, "Old", BUILT_IN)).status).toBe(201);
    expect((await sign(slug, "New", now)).status).toBe(201);
    for (const [name, text] of [
      ["Old", BUILT_IN],
      ["New", now],
    ] as const) {
      const stored = await harness.services.table.get(
        signatureKey(slug, { signed_at: "2026-05-23T17:30:00.000Z", id: idOf(name) }),
      );
      const { waiver_version, text_sha256 } = parseSignatureRecord(stored);
      expect([waiver_version, await readShownText(harness.services.table, text_sha256)]).toEqual([text.version, text]);
    }
    for (const never of [
      { ...now, markdown: "You owe us a boat." },
      { ...now, version: "2026-06-10" },
    ]) {
      expect(readProblem(await sign(slug, "Never", never))).toMatchObject({ status: 409, code: "waiver-outdated" });
    }
  });

  it("twice on a day counts on, and says friendly that a language is missing", async () => {
    const request = publishing("second", 2, { texts: { en: EN, es: null } });
    expect((await admin.send("POST", "/api/waiver-texts", request)).status).toBe(201);
    expect((await texts()).versions.map(({ version, languages }) => [version, languages.length])).toEqual([
      ["2026-06-09.2", 1],
      ["2026-06-09", 2],
      ["2026-05-01", 2],
    ]);
    const slug = await createCharter(admin, { date: "2026-06-13" });
    const page = (await patron.send("GET", `/g/${slug}/waiver?lang=es`)).text;
    expect([
      page.includes('<html lang="es">'),
      page.includes('class="waiver-text" lang="en"'),
      page.includes("está en otro idioma"),
    ]).toEqual([true, true, true]);
  });

  it("refuses a stale screen, an id used for something else, no change, and no text", async () => {
    const codeOf = async (body: Record<string, unknown>) =>
      readProblem(await admin.send("POST", "/api/waiver-texts", body)).code;
    expect(await codeOf(publishing("third", 2))).toBe("stale-revision");
    expect(await codeOf(publishing("first", 3, { note: "Other" }))).toBe("conflict");
    expect(
      readProblem(await admin.send("POST", "/api/waiver-texts", publishing("same", 3, { texts: { en: EN, es: null } })))
        .title,
    ).toBe("Nothing has changed");
    expect(await codeOf(publishing("none", 3, { texts: { en: null, es: null } }))).toBe("invalid-request");
    expect(await codeOf(publishing("half", 3, { texts: { en: { ...EN, title: " " }, es: null } }))).toBe(
      "invalid-request",
    );
    // A retry is recognised long after newer versions came.
    expect((await admin.send("POST", "/api/waiver-texts", publishing("first", 1))).status).toBe(200);
    expect((await texts()).versions).toHaveLength(3);
  });

  it("shows any version, to crew too, as patrons saw it", async () => {
    const crew = await harness.as("crew");
    const shown = read(WaiverVersionResponse, await crew.send("GET", "/api/waiver-texts/2026-06-09"));
    expect(shown.texts.map(({ language, title }) => [language, title])).toEqual([
      ["en", `Waiver of ${COMPANY}`],
      ["es", `Exención de ${COMPANY}`],
    ]);
    expect(shown.texts[1]?.html).toBe("<h3>Riesgos</h3>\n<p>Usted puede <strong>mojarse</strong>.</p>");
    expect((await crew.send("GET", "/api/waiver-texts/2026-05-01")).status).toBe(200);
    for (const name of ["2020-01-01", "desk", "draft"])
      expect((await crew.send("GET", `/api/waiver-texts/${name}`)).status).toBe(404);
  });
});

describe("No version is lost", () => {
  beforeAll(() => restart());
  const writer = { name: "Ada", now: new Date("2026-07-01T12:00:00.000Z"), day: "2026-07-01" };
  const request = (id: string, revision: number) => ({
    id: idOf(id),
    revision,
    texts: { en: { ...EN, title: id }, es: null },
    note: "why",
  });

  it("when the function dies right after the publication, and another one follows", async () => {
    const { table } = harness.services;
    const dying: Table = {
      ...table,
      putNew: (item) =>
        item.timestamp === "version#2026-07-01" ? Promise.reject(new Error("died")) : table.putNew(item),
    };
    await expect(publish(dying, request("a", 0), writer)).rejects.toThrow("died");
    const names = async () => (await listVersions(table, await readDesk(table))).found.map(({ version }) => version);
    expect(await names()).toEqual(["2026-07-01", "2026-05-01"]);
    expect(await publish(table, request("a", 0), writer)).toEqual({ ok: true, written: false });
    expect(await publish(table, request("b", 1), writer)).toEqual({ ok: true, written: true });
    expect(await names()).toEqual(["2026-07-01.2", "2026-07-01", "2026-05-01"]);
  });

  it("when two admins publish at the same moment: one wins, the other is told", async () => {
    const { table } = harness.services;
    const results = await Promise.all([
      publish(table, request("c", 2), writer),
      publish(table, request("d", 2), writer),
    ]);
    expect(results.map((result) => (result.ok ? "published" : result.reason)).sort()).toEqual(["published", "stale"]);
  });

  it("when one admin taps twice at the same moment: both hear of the one version", async () => {
    const { table } = harness.services;
    const results = await Promise.all([
      publish(table, request("e", 3), writer),
      publish(table, request("e", 3), writer),
    ]);
    expect(results.every(({ ok }) => ok)).toBe(true);
    expect(
      (await listVersions(table, await readDesk(table))).found.filter(({ publish_id }) => publish_id === idOf("e")),
    ).toHaveLength(1);
  });
});
