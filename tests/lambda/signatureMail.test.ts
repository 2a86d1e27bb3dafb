import { createHash } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";

import { SignResponse } from "../../rules/contract/api/signing.ts";
import type { SignRequest } from "../../rules/contract/api/waiver.ts";
import type { Language } from "../../rules/words/language.ts";
import { shownText } from "../../rules/waiver/text.ts";
import { BUILT_IN_WAIVER } from "../../rules/waiver/builtInText.ts";
import { sweepOutbox } from "../../lambda/outbox/sweep.ts";
import { signatureKey } from "../../lambda/charter/signatureRecord.ts";
import { textSha256 } from "../../lambda/waiverTexts/shown.ts";
import { createCharter, payment, readCharter } from "./support/charter.ts";
import { idOf, read, type Answer } from "./support/harness.ts";
import { useHarness } from "./support/useHarness.ts";
import { readMails, type ReadMail } from "./support/mime.ts";

const { harness, admin, nobody: patron } = useHarness();

beforeEach(() => {
  harness.gmail.mails.length = 0;
  harness.gmail.fault = "none";
  harness.sender.away = true;
});

const mails = (): Promise<readonly ReadMail[]> => readMails(harness.gmail.mails);
const to = async (address: string): Promise<readonly ReadMail[]> =>
  (await mails()).filter(({ headers }) => headers.get("to") === address);

function request(name: string, changes: Partial<SignRequest> = {}, language: Language = "en"): SignRequest {
  const text = shownText(BUILT_IN_WAIVER, language, "Blue Heron Sailing");
  return {
    id: idOf(`mail ${name}`),
    waiver_version: text.version,
    text_sha256: textSha256(text),
    language,
    participants: [{ name, birth_date: "1990-02-28" }],
    signer: { name, relationship: null },
    email: null,
    emergency_contact: { name: "Ana Ashore", phone: "+1 (305) 555-0142" },
    signature: { method: "typed", text: name },
    consent: true,
    signed_at: "2026-05-23T17:30:00.000Z",
    place: "own-device",
    ...changes,
  };
}

function sign(slug: string, body: SignRequest): Promise<Answer> {
  return patron.send("POST", `/g/${slug}/waiver`, body);
}

/** The attached file of the mail to an address. */
async function attachment(address: string): Promise<ReadMail["files"][number]> {
  const [file] = (await to(address)).flatMap(({ files }) => files);
  return file ?? { name: "", bytes: Buffer.alloc(0) };
}

describe("The mails about a signature", () => {
  it("go to the admin and to whoever signed, with the PDF, at the next sweep and not while the patron waits", async () => {
    const slug = await createCharter(admin, { title: "m-1" });
    const body = request("Zoë Ruiz", {
      email: "zoe@example.com",
      participants: [
        { name: "Zoë Ruiz", birth_date: "1985-03-01" },
        { name: "Leo Ruiz", birth_date: "2016-01-02" },
      ],
      signer: { name: "Zoë Ruiz", relationship: "Parent" },
    });
    const { record_sha256 } = read(SignResponse, await sign(slug, body));
    expect(await mails()).toHaveLength(0);
    expect((await readCharter(admin, slug)).mail.queued).toBe(2);
    expect(await sweepOutbox(harness.services)).toEqual({ sent: 2, delayed: 0, failed: 0 });
    expect((await readCharter(admin, slug)).mail).toEqual({ queued: 0, failed: 0 });
    const [copy] = await to("zoe@example.com");
    const [notice] = await to("owner@example.com");
    expect(copy?.subject).toBe("Your signed waiver · Blue Heron Sailing");
    expect(notice?.subject).toBe("Waiver signed · m-1, 2026-05-23");
    const file = await attachment("zoe@example.com");
    expect(file.name).toBe(`waiver-${slug}-${body.id.slice(0, 8)}.pdf`);
    expect((await attachment("owner@example.com")).bytes.equals(file.bytes)).toBe(true);
    expect(file.bytes.subarray(0, 5).toString()).toBe("%PDF-");
    const sha256 = createHash("sha256").update(file.bytes).digest("hex");
    for (const mail of [copy, notice]) {
      for (const part of [
        "Zoë Ruiz",
        "Leo Ruiz (under 18)",
        "2026-05-23 17:30:00 UTC",
        "2026-05-23 13:30:00 America/New_York (UTC-04:00)",
        record_sha256,
        sha256,
      ]) {
        expect(mail?.text).toContain(part);
        expect(mail?.html).toContain(part);
      }
    }
    expect(await harness.services.table.get(signatureKey(slug, body))).toMatchObject({ pdf_sha256: new Set([sha256]) });
  });

  it("show no word of the signer's before they are opened", async () => {
    const slug = await createCharter(admin, { title: "m-words" });
    const said = ["Winmoney", "Clickhere", "Freegift", "Callnow", "Hurryup"];
    const [name = "", relationship = "", contact = "", child = "", typed = ""] = said;
    const body = request(name, {
      email: "victim@example.com",
      participants: [{ name: child, birth_date: "2016-01-02" }],
      signer: { name, relationship },
      emergency_contact: { name: contact, phone: "+1 (305) 555-0142" },
      signature: { method: "typed", text: typed },
    });
    await sign(slug, body);
    await sweepOutbox(harness.services);
    const shown = (await mails()).map(({ subject, headers, files }) =>
      [subject, ...headers.values(), ...files.map((file) => file.name)].join("\n").toLowerCase(),
    );
    expect(shown).toHaveLength(2);
    for (const word of said) for (const text of shown) expect(text).not.toContain(word.toLowerCase());
  });

  it("doubt a device whose clock is a day or more from ours, in the reader's language", async () => {
    const slug = await createCharter(admin, { title: "m-doubt" });
    await sign(slug, request("Doubt", { email: "doubt@example.com", signed_at: "2016-01-01T12:00:00.000Z" }, "es"));
    await sweepOutbox(harness.services);
    expect((await to("doubt@example.com"))[0]?.text).toContain("Reloj dudoso");
    expect((await to("owner@example.com"))[0]?.text).toContain("Clock in doubt");
  });

  it("are one to the admin where no address was given", async () => {
    const slug = await createCharter(admin, { title: "m-2" });
    await sign(slug, request("Solo"));
    await sweepOutbox(harness.services);
    expect((await mails()).map(({ headers }) => headers.get("to"))).toEqual(["owner@example.com"]);
  });

  it("speak Spanish to whoever signed in Spanish, and English to the admin", async () => {
    const slug = await createCharter(admin, { title: "m-3" });
    await sign(slug, request("Ana Peña", { email: "ana@example.com" }, "es"));
    await sweepOutbox(harness.services);
    const [copy] = await to("ana@example.com");
    expect(copy?.subject).toBe("Su documento firmado · Blue Heron Sailing");
    expect(copy?.text).toContain("Gracias. Adjuntamos el documento firmado.");
    expect(copy?.html).toContain('<html lang="es">');
    expect((await to("owner@example.com"))[0]?.text).toContain("Ana Peña signed for m-3");
  });

  it("go out once, however often and at whatever moment the same signature is sent", async () => {
    const slug = await createCharter(admin, { title: "m-4" });
    const body = request("Tap", { email: "tap@example.com" });
    await Promise.all([1, 2, 3].map(() => sign(slug, body)));
    await sweepOutbox(harness.services);
    await sign(slug, body);
    await sweepOutbox(harness.services);
    expect(await mails()).toHaveLength(2);
  });

  it("are all there when a whole boat signs at once, while a payment is logged", async () => {
    const slug = await createCharter(admin, { title: "m-5" });
    const names = Array.from({ length: 8 }, (_, index) => `Guest ${index}`);
    const answers = await Promise.all([
      ...names.map((name) => sign(slug, request(name))),
      admin.send("POST", "/api/payment/log", payment(slug, "m-5")),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 9 }, () => 201));
    expect((await readCharter(admin, slug)).signed).toBe(8);
    await sweepOutbox(harness.services);
    expect((await mails()).filter(({ subject }) => subject.startsWith("Waiver signed")).length).toBe(8);
    expect(await mails()).toHaveLength(9);
  });

  it("wait while Gmail is away, are given up when they cannot be made, and go out when somebody asks to try again", async () => {
    const slug = await createCharter(admin, { title: "m-6" });
    const body = request("Gone", { email: "gone@example.com" });
    await sign(slug, body);
    harness.gmail.fault = "down";
    await sweepOutbox(harness.services);
    expect((await readCharter(admin, slug)).mail).toEqual({ queued: 2, failed: 0 });
    harness.gmail.fault = "none";
    harness.clock.advance(120_000);
    // Written anew with another text, which nobody keeps: the mails can never be made.
    const key = signatureKey(slug, body);
    await harness.services.table.update(key, { set: [["text_sha256", "0".repeat(64)]] });
    await sweepOutbox(harness.services);
    expect(await readCharter(admin, slug)).toMatchObject({ mail: { queued: 0, failed: 2 }, mail_failed: 2 });
    await harness.services.table.update(key, { set: [["text_sha256", body.text_sha256]] });
    const retried = await admin.send("POST", `/api/event/${slug}/mail/retry`);
    expect(retried.status).toBe(200);
    expect(await readCharter(admin, slug)).toMatchObject({ mail: { queued: 2, failed: 0 }, mail_failed: 0 });
    await sweepOutbox(harness.services);
    expect((await readCharter(admin, slug)).mail).toEqual({ queued: 0, failed: 0 });
    expect(await to("gone@example.com")).toHaveLength(1);
  });

  it("bring one address so many copies from one place and no more, and every signature stands", async () => {
    const slug = await createCharter(admin, { title: "m-7" });
    for (let index = 0; index < 8; index += 1) {
      expect((await sign(slug, request(`Flood ${index}`, { email: "flood@example.com" }))).status).toBe(201);
    }
    await sweepOutbox(harness.services);
    expect(await to("flood@example.com")).toHaveLength(6);
  });
});
