import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openMailbox } from "../../cloud/gmail/mailbox.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "scc-mailbox-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const raw = (subject: string): Buffer =>
  Buffer.from(`From: a@example.com\r\nTo: b@example.com\r\nSubject: ${subject}\r\n\r\nHello\r\n`);
const NOW = new Date("2026-05-23T18:00:00.000Z");

test("half a line that a killed process left behind costs no other mail", async () => {
  const file = join(folder, "mail.jsonl");
  await openMailbox(file).accept(raw("first"), NOW);
  appendFileSync(file, '{"id":"half a ma');

  await openMailbox(file).accept(raw("second"), NOW);

  expect(
    openMailbox(file)
      .mails()
      .map((mail) => mail.subject),
  ).toEqual(["first", "second"]);
  expect(readFileSync(file, "utf8")).not.toContain("half a ma");
});

test("mails that come together stay in the order in which they came, however long it takes to read one", async () => {
  const mailbox = openMailbox();
  const long = Buffer.concat([raw("long"), Buffer.from("line\r\n".repeat(2_000))]);

  await Promise.all([long, raw("short"), raw("last")].map((mail) => mailbox.accept(mail, NOW)));

  expect(mailbox.mails().map(({ subject }) => subject)).toEqual(["long", "short", "last"]);
});
