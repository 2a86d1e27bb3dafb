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

test("half a line that a killed process left behind costs no other mail", () => {
  const file = join(folder, "mail.jsonl");
  openMailbox(file).accept(raw("first"), NOW);
  appendFileSync(file, '{"id":"half a ma');

  openMailbox(file).accept(raw("second"), NOW);

  expect(
    openMailbox(file)
      .mails()
      .map((mail) => mail.subject),
  ).toEqual(["first", "second"]);
  expect(readFileSync(file, "utf8")).not.toContain("half a ma");
});
