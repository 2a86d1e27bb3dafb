import { describe, expect, it } from "vitest";

import type { KnownEntry } from "../../rules/contract/api/payment.ts";
import { ledgerMail, type LedgerMailFacts } from "../../lambda/mail/ledgerMail.ts";
import { writeMime, type MailHead } from "../../lambda/mail/mime.ts";
import { formatInstant } from "../../lambda/mail/when.ts";
import { idOf } from "./support/harness.ts";
import { readMails, readMime } from "./support/mime.ts";

const recorded = {
  recorded_by: "cody@example.com",
  recorded_at: "2026-05-23T18:00:01.000Z",
  timestamp: "2026-05-23T18:00:00.000Z",
};
const PAYMENT: KnownEntry = {
  kind: "payment",
  id: idOf(1),
  patron: "Jane Doe",
  purpose: "charter",
  amount_cents: 12_000,
  currency: "USD",
  method: "venmo",
  note: "deposit\nsecond line",
  ...recorded,
};
const REFUND: KnownEntry = {
  kind: "refund",
  id: idOf(2),
  payment: idOf(1),
  amount_cents: 2_000,
  currency: "USD",
  method: "cash",
  reason: "rain",
  ...recorded,
};
const REVERSAL: KnownEntry = { kind: "reversal", id: idOf(3), entry: idOf(2), reason: "typed twice", ...recorded };
const HEAD: MailHead = {
  on: { event_id: "2026-05-23-jane-afternoon", timestamp: "2026-05-23" },
  from: { name: "Blue Heron Sailing", address: "tool@example.com" },
  to: "owner@example.com",
  id: idOf(1),
  date: new Date("2026-05-23T18:00:00.000Z"),
};

function facts(entry: KnownEntry, changes: Partial<LedgerMailFacts["event"]> = {}): LedgerMailFacts {
  return {
    event: {
      event_id: "2026-05-23-jane-afternoon",
      slug: "2026-05-23-jane-afternoon",
      title: "",
      first_name: "Jane",
      price_cents: 60_000,
      status: "open",
      payment_log: [PAYMENT, REFUND, REVERSAL],
      ...changes,
    },
    entry,
    origin: "https://charters.example",
    company: { name: "Blue Heron Sailing", currency: "USD", timeZone: "America/New_York" },
  };
}

describe("The mail of a payment", () => {
  it("tells our clock's word beside the device's where they differ, and doubts a day", () => {
    const late = ledgerMail(facts({ ...PAYMENT, recorded_at: "2026-05-23T21:00:00.000Z" }));
    expect(late.text).toContain(
      "When:        Sat, May 23, 2026, 2:00 PM EDT, received Sat, May 23, 2026, 5:00 PM EDT\n",
    );
    const wrong = ledgerMail(facts({ ...PAYMENT, timestamp: "2016-01-01T12:00:00.000Z" }));
    expect(wrong.text).toContain(
      [
        "When:        Fri, Jan 1, 2016, 7:00 AM EST by the device",
        "             Sat, May 23, 2026, 2:00 PM EDT by our clock",
        "             Clock in doubt",
      ].join("\n"),
    );
  });

  it("says who paid how much, how, when at the dock, and what is still due", () => {
    const { subject, text } = ledgerMail(facts(PAYMENT));
    expect(subject).toBe("Jane Doe paid $120.00 · Jane’s afternoon charter, 2026-05-23");
    expect(text.split("\n")).toEqual([
      "Jane Doe paid $120.00",
      "",
      "Charter:     Jane’s afternoon charter",
      "Date:        Saturday, May 23, 2026, afternoon",
      "Patron:      Jane Doe",
      "Method:      Venmo",
      "Note:        deposit",
      "             second line",
      "When:        Sat, May 23, 2026, 2:00 PM EDT",
      "Recorded by: cody@example.com",
      "Paid so far: $120.00",
      "Still due:   $480.00",
      expect.stringMatching(
        /^Witness: {5}Ledger of 2026-05-23-jane-afternoon: 1 entry, SHA-256 [0-9a-f]{64}$/,
      ) as string,
      "",
      "Open the charter:",
      "https://charters.example/charters/2026-05-23-jane-afternoon",
      "",
      "-- ",
      "Blue Heron Sailing",
      "",
    ]);
  });

  it("escapes everything from outside in its HTML", () => {
    const { html } = ledgerMail(
      facts({ ...PAYMENT, patron: "<img src=x onerror=alert(1)>", note: 'a & "b"' }, { title: "</title><b>" }),
    );
    expect(html).toContain("&lt;img src=x onerror=alert(1)&gt;");
    expect(html).toContain("a &amp; &quot;b&quot;");
    expect(html).not.toMatch(/<img|<b>/);
    expect(html).toContain('href="https://charters.example/charters/2026-05-23-jane-afternoon"');
  });

  it("tells an overpayment, and leaves the rest out where no price is agreed", () => {
    expect(ledgerMail(facts(PAYMENT, { price_cents: 10_000 })).text).toContain("Overpaid:    $20.00");
    expect(ledgerMail(facts(PAYMENT, { price_cents: null })).text).not.toMatch(/due|Overpaid/);
    expect(ledgerMail(facts(PAYMENT, { status: "canceled" })).text).not.toMatch(/due|Overpaid/);
  });
});

describe("The mail of a correction", () => {
  it("names the patron, the payment and the reason, with the balance as it was left", () => {
    const refund = ledgerMail(facts(REFUND));
    expect(refund.subject).toMatch(/^\$20\.00 refunded to Jane Doe · /);
    expect(refund.text).toContain("Of:          payment of $120.00");
    expect(refund.text).toContain("Paid so far: $100.00");
    const reversal = ledgerMail(facts(REVERSAL));
    expect(reversal.subject).toMatch(/^Refund of \$20\.00 reversed \(Jane Doe\) · /);
    expect(reversal.text).toContain("Reason:      typed twice");
    expect(reversal.text).toContain("Paid so far: $120.00");
  });
});

describe("Instants in mails", () => {
  it("are in dock-local time with the zone's name of that day, also around the change of clocks", () => {
    const times = [
      "2026-03-08T06:59:00.000Z",
      "2026-03-08T07:00:00.000Z",
      "2026-11-01T05:30:00.000Z",
      "2026-11-01T06:30:00.000Z",
    ];
    expect(times.map((time) => formatInstant(time, "America/New_York"))).toEqual([
      "Sun, Mar 8, 2026, 1:59 AM EST",
      "Sun, Mar 8, 2026, 3:00 AM EDT",
      "Sun, Nov 1, 2026, 1:30 AM EDT",
      "Sun, Nov 1, 2026, 1:30 AM EST",
    ]);
    expect(formatInstant("2026-05-24T03:00:00.000Z", "Pacific/Honolulu")).toBe("Sat, May 23, 2026, 5:00 PM HST");
  });
});

describe("MIME", () => {
  it("carries text and HTML as alternatives, in lines a mail server takes", async () => {
    const mime = await writeMime(HEAD, {
      subject: "Plain subject",
      text: `é ${"long ".repeat(500)}`,
      html: "<p>é</p>",
    });
    const mail = await readMime(mime);
    expect(mail.headers.get("content-type")).toMatch(/^multipart\/alternative/);
    expect(mail.text).toBe(`é ${"long ".repeat(500)}`);
    expect(mail.html).toBe("<p>é</p>");
    expect(Math.max(...mime.split("\r\n").map((line) => line.length))).toBeLessThanOrEqual(78);
    expect(mime.replaceAll("\r\n", "")).not.toMatch(/[\r\n]|[^\x20-\x7e]/);
  });

  it("carries files behind the alternatives, in lines a mail server takes", async () => {
    const bytes = Uint8Array.from({ length: 2_000 }, (_, index) => index % 256);
    const attachments = [{ name: "a b.pdf", type: "application/pdf", bytes }];
    const mime = await writeMime(HEAD, { subject: "s", text: "t", html: "<p>é</p>", attachments });
    expect(
      [...mime.matchAll(/^Content-(?:Type|Disposition|Transfer-Encoding): ([^;\r]+)/gm)].map(([, is]) => is),
    ).toEqual([
      "multipart/mixed",
      "multipart/alternative",
      "text/plain",
      "7bit",
      "text/html",
      "quoted-printable",
      "application/pdf",
      "base64",
      "attachment",
    ]);
    expect(Math.max(...mime.split("\r\n").map((line) => line.length))).toBeLessThanOrEqual(78);
    const { text, html, files } = await readMime(mime);
    expect([text, html, files]).toEqual(["t", "<p>é</p>", [{ name: "a-b.pdf", bytes: Buffer.from(bytes) }]]);
  });

  it("has one Message-ID for every try, and none that is another item's, whatever ids clients choose", async () => {
    const content = { subject: "s", text: "t", html: "h" };
    const messageIds = async (...heads: readonly MailHead[]) =>
      (await readMails(await Promise.all(heads.map((head) => writeMime(head, content))))).map(({ headers }) =>
        headers.get("message-id"),
      );
    const [first, again] = await messageIds(HEAD, { ...HEAD, date: new Date() });
    expect(first).toMatch(new RegExp(`^<${idOf(1)}\\.[0-9a-f]{10}@example\\.com>$`));
    expect(again).toBe(first);
    const { on } = HEAD;
    const others = await messageIds(
      { ...HEAD, on: { ...on, event_id: "2026-05-23-omar-sunset" } },
      { ...HEAD, on: { ...on, timestamp: "signature" } },
      { ...HEAD, id: idOf(2) },
    );
    expect(new Set([first, ...others]).size).toBe(4);
  });

  it("carries a subject with emoji and accents, however long, in encoded words of at most 75 characters", async () => {
    const subject = `${"⛵️ José's très long sunset 🌅 ".repeat(8)}end`;
    const mime = await writeMime(HEAD, { subject, text: "", html: "" });
    expect((await readMime(mime)).subject).toBe(subject);
    const words = mime.match(/=\?UTF-8\?[BQ]\?[^?]*\?=/g) ?? [];
    expect(words.length).toBeGreaterThan(4);
    expect(Math.max(...words.map((word) => word.length))).toBeLessThanOrEqual(75);
  });

  it("leaves what is plain plain, and what is nearly plain readable: subject, company and text", async () => {
    const subject = "Reminder: Jane’s charter on Sat, May 23, 2026, 2:00 PM";
    const plain = "Reminder: your charter on Sat, May 23, 2026, 2:00 PM, and what to bring with you (all of you)";
    const lines = async (head: Partial<MailHead>, said: string, text: string): Promise<string> =>
      (await writeMime({ ...HEAD, ...head }, { subject: said, text, html: "<p>h</p>" })).replaceAll("\r\n ", " ");
    expect(await lines({}, plain, "Hello")).toContain(`\r\nSubject: ${plain}\r\n`);
    expect(await lines({}, subject, "Hello")).toMatch(/\r\nSubject: =\?UTF-8\?Q\?Reminder=3A_Jane=E2=80=99s_charter/);
    const from = { name: "Heron, Sons & Co.", address: "tool@example.com" };
    expect(await lines({ from }, "s", "Très bien")).toMatch(
      /\r\nFrom: "Heron, Sons & Co\." <tool@example\.com>\r\n[^]*\r\nTr=C3=A8s bien\r\n/,
    );
  });

  it("writes a domain beyond ASCII as DNS knows it", async () => {
    const mime = await writeMime({ ...HEAD, to: "kai@müller.de" }, { subject: "s", text: "t", html: "h" });
    expect(mime).toContain("\r\nTo: kai@xn--mller-kva.de\r\n");
  });

  it("takes an address for one address, whatever is in it", async () => {
    const mime = await writeMime({ ...HEAD, to: "o@p.co, e@f.co" }, { subject: "s", text: "t", html: "h" });
    const { headers } = await readMime(mime);
    expect(headers.get("to")).not.toMatch(/>?,\s*<?e@f\.co/);
  });

  it("lets no field add a header or end the head", async () => {
    const mime = await writeMime(
      { ...HEAD, from: { name: "Evil\r\nBcc: a@b.co", address: "x@y.co\r\nBcc: c@d.co" }, to: "o@p.co\nBcc: e@f.co" },
      { subject: "Hi\r\n\r\nBcc: g@h.co\u0000", text: "t", html: "h" },
    );
    const { headers, subject } = await readMime(mime);
    expect([...headers.keys()].sort()).toEqual([
      "auto-submitted",
      "content-type",
      "date",
      "from",
      "message-id",
      "mime-version",
      "subject",
      "to",
    ]);
    expect(subject).toBe("Hi Bcc: g@h.co");
  });

  it("encodes what only looks like an encoded word, so that it is shown as it was typed", async () => {
    const subject = "=?UTF-8?B?aGk=?=";
    const mime = await writeMime(HEAD, { subject, text: "t", html: "h" });
    expect((await readMime(mime)).subject).toBe(subject);
  });
});
