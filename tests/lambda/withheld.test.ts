import { beforeEach, describe, expect, it } from "vitest";

import { signatureKey } from "../../lambda/charter/signatureRecord.ts";
import { sweepOutbox } from "../../lambda/outbox/sweep.ts";
import { reserveTry } from "../../lambda/throttle/throttle.ts";
import { SIGNING_LIMITS } from "../../rules/contract/amounts.ts";
import { SignResponse } from "../../rules/contract/api/signing.ts";
import type { SignRequest } from "../../rules/contract/api/waiver.ts";
import { createCharter, readCharter, signature } from "./support/charter.ts";
import { idOf, read, type Answer } from "./support/harness.ts";
import { readMails } from "./support/mime.ts";
import { useHarness } from "./support/useHarness.ts";

const { harness, admin, crew, nobody } = useHarness();

let charters = 0;
let slug: string;

beforeEach(async () => {
  charters += 1;
  harness.clock.advance(25 * 3_600_000);
  await Promise.all([admin.signIn("ada@example.com"), crew.signIn("cody@example.com")]);
  slug = await createCharter(admin, { date: "2026-09-01", first_name: "Jane", title: `Withheld ${charters}` });
  harness.gmail.mails.length = 0;
  harness.gmail.fault = "none";
});

const requestOf = (name: string, changes: Partial<SignRequest> = {}): SignRequest =>
  signature(name, { id: idOf(`${slug} ${name}`), ...changes });

function sign(name: string, changes: Partial<SignRequest> = {}): Promise<Answer> {
  return nobody.send("POST", `/g/${slug}/waiver`, requestOf(name, changes));
}

/** Uses up what is left of a limit. */
async function useUp(
  scope: string,
  subject: string,
  { max, seconds }: { max: number; seconds: number },
): Promise<void> {
  const { services, clock } = harness;
  for (let tries = max; tries >= 1; ) {
    const { ok } = await reserveTry(services.table, { scope, subject, max, seconds }, clock.now, tries);
    if (!ok) tries = Math.floor(tries / 2);
  }
}

/** Uses up the mails about signatures of a day. */
async function useUpMails(): Promise<void> {
  await useUp("sign-company-mails", "company", SIGNING_LIMITS.mails.open);
  await useUp("sign-company-mails-kept", "company", SIGNING_LIMITS.mails.kept);
}

async function useUpCharter(): Promise<void> {
  await useUp("sign-charter-month", slug, SIGNING_LIMITS.charter.openMonth);
  await useUp("sign-charter-kept", slug, SIGNING_LIMITS.charter.kept);
}

/** What was mailed: to whom, and what its subject begins with. */
async function mailed(): Promise<readonly string[]> {
  const mails = await readMails(harness.gmail.mails);
  return mails
    .map(({ headers, subject }) => `${headers.get("to") ?? ""}: ${/^[^·:]*[^·: ]/.exec(subject)?.[0] ?? ""}`)
    .sort();
}

const NOTICE = "owner@example.com: More signatures than usual";

const release = (signatures: readonly string[]) =>
  admin.send("POST", `/api/event/${slug}/mail/withheld`, { signatures });

describe("A limit that is passed", () => {
  it("is told to the admin by one mail for each charter and day, and not for each signature", async () => {
    await useUpMails();
    for (const name of ["One", "Two", "Three"]) expect((await sign(name)).status).toBe(201);
    expect(await mailed()).toEqual([NOTICE]);
    harness.clock.advance(25 * 3_600_000);
    await useUpMails();
    await sign("Four");
    expect(await mailed()).toEqual([NOTICE, NOTICE]);
    const [{ text, html } = { text: "", html: "" }] = await readMails(harness.gmail.mails);
    expect(text).toMatch(/Charter: +Withheld 1\s[^]*What counts: +Every signature on record/);
    expect(text).toContain(`https://charters.example/charters/${slug}`);
    expect(html).toContain("Open the charter");
  });

  it("is told where signatures are refused, too, and on each charter by itself", async () => {
    await useUpCharter();
    for (const name of ["One", "Two"]) expect((await sign(name)).status).toBe(429);
    expect(await mailed()).toEqual([NOTICE]);
    slug = await createCharter(admin, { date: "2026-09-02", title: `Other ${charters}` });
    await useUpCharter();
    await sign("Elsewhere");
    expect(await mailed()).toEqual([NOTICE, NOTICE]);
  });

  it("is not told where nothing was held up", async () => {
    await sign("Jane", { email: "jane@example.com" });
    expect(await mailed()).toEqual(["jane@example.com: Your signed waiver", "owner@example.com: Waiver signed"]);
  });

  it("is told once Gmail is back, and a mail that Gmail never takes is given up as any other", async () => {
    await useUpMails();
    harness.gmail.fault = "down";
    await sign("One");
    expect(await mailed()).toEqual([]);
    harness.gmail.fault = "none";
    harness.clock.advance(120_000);
    expect(await sweepOutbox(harness.services)).toEqual({ sent: 1, delayed: 0, failed: 0 });
    expect(await mailed()).toEqual([NOTICE]);
    harness.gmail.fault = "bad-message";
    slug = await createCharter(admin, { date: "2026-09-02", title: `Other ${charters}` });
    harness.logs.length = 0;
    await sign("Two");
    expect(harness.logs.filter((line) => line.includes('"MailFailed":1'))).toHaveLength(1);
    expect(await sweepOutbox(harness.services)).toEqual({ sent: 0, delayed: 0, failed: 0 });
  });
});

describe("Mails that are held back", () => {
  it("are shown on the charter, by signature, to the crew as well", async () => {
    await sign("Before", { email: "before@example.com" });
    harness.clock.advance(1_000);
    await useUpMails();
    await sign("With", { email: "with@example.com" });
    harness.clock.advance(1_000);
    await sign("Without");
    const { signatures } = await readCharter(crew, slug);
    expect(signatures.map(({ participant, mail_withheld }) => [participant, mail_withheld])).toEqual([
      ["Before", undefined],
      ["With", ["witness", "copy"]],
      ["Without", ["witness"]],
    ]);
  });

  it("go out when an admin says so, once, past every limit, and the retry of the signature says that they do", async () => {
    await useUpMails();
    const names = ["With", "Without", "Stays"];
    for (const name of names) await sign(name, name === "With" ? { email: "with@example.com" } : {});
    harness.gmail.mails.length = 0;
    const ids = names.slice(0, 2).map((name) => requestOf(name).id);
    expect((await release([...ids, idOf("nothing")])).status).toBe(200);
    const sent = [
      "owner@example.com: Waiver signed",
      "owner@example.com: Waiver signed",
      "with@example.com: Your signed waiver",
    ];
    expect(await mailed()).toEqual(sent);
    const answers = await Promise.all([release(ids), release(ids)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    await sweepOutbox(harness.services);
    expect(await mailed()).toEqual(sent);
    const { signatures, history, mail } = await readCharter(admin, slug);
    expect(signatures.flatMap(({ participant, mail_withheld }) => (mail_withheld ? [participant] : []))).toEqual([
      "Stays",
    ]);
    expect(history.slice(1)).toMatchObject([{ kind: "mail-retried", withheld: true, name: "Ada" }]);
    expect(mail).toEqual({ queued: 0, failed: 0, withheld: 1 });
    expect(read(SignResponse, await sign("With", { email: "with@example.com" })).copy).toBe("queued");
  });

  it("leave what waits of the same record where it is", async () => {
    await useUp("copy-to", "full@example.com", SIGNING_LIMITS.mailbox.open);
    await useUp("copy-kept", "full@example.com", SIGNING_LIMITS.mailbox.kept);
    harness.sender.away = true;
    await sign("Full", { email: "full@example.com" });
    await release([requestOf("Full").id]);
    const key = signatureKey(slug, requestOf("Full"));
    const kinds = await harness.services.table.get(key);
    expect(kinds).toMatchObject({
      outbox: { [`signature-${requestOf("Full").id}`]: {}, [`copy-${requestOf("Full").id}`]: {} },
    });
    expect(kinds).not.toHaveProperty("mail_withheld");
    harness.sender.away = false;
    await sweepOutbox(harness.services);
    expect(await mailed()).toEqual(
      [NOTICE, "full@example.com: Your signed waiver", "owner@example.com: Waiver signed"].sort(),
    );
  });

  it("are an admin's to send, a hundred signatures at a time", async () => {
    const path = `/api/event/${slug}/mail/withheld`;
    expect((await crew.send("POST", path, { signatures: [idOf("one")] })).status).toBe(403);
    const many = Array.from({ length: 101 }, (_, at) => idOf(at));
    for (const signatures of [[], many, ["one"]]) expect((await release(signatures)).status).toBe(400);
    expect(
      (await admin.send("POST", "/api/event/2026-09-01-nobody-night/mail/withheld", { signatures: [idOf("one")] }))
        .status,
    ).toBe(404);
  });
});
