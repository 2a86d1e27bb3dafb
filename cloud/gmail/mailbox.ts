import { appendFileSync, existsSync, mkdirSync, readFileSync, truncateSync } from "node:fs";
import { createHash, randomBytes } from "node:crypto";
import { dirname } from "node:path";
import * as v from "valibot";
import { parseMail } from "./mime.ts";

const StoredMail = v.object({
  id: v.string(),
  receivedAt: v.string(),
  messageId: v.string(),
  from: v.string(),
  to: v.string(),
  subject: v.string(),
  text: v.nullable(v.string()),
  html: v.nullable(v.string()),
  /** Not the files themselves: they would be most of the mailbox. */
  attachments: v.optional(v.array(v.object({ name: v.string(), sha256: v.string() })), []),
});

/** A mail in the local mailbox. */
export type Mail = v.InferOutput<typeof StoredMail>;

/** All mails that arrived, oldest first. */
export interface Mailbox {
  mails: () => readonly Mail[];
  accept: (raw: Buffer, now: Date) => Mail;
}

/** Opens the mailbox; with a file, mails are JSON lines in it and come back after a restart. */
export function openMailbox(file?: string): Mailbox {
  const mails = file !== undefined && existsSync(file) ? readMails(file) : [];
  if (file !== undefined) mkdirSync(dirname(file), { recursive: true });
  return {
    mails: () => mails,
    accept: (raw, now) => {
      const mail = toMail(raw, now);
      // Written before Gmail's answer, so that an accepted mail survives anything.
      if (file !== undefined) appendFileSync(file, `${JSON.stringify(mail)}\n`);
      mails.push(mail);
      return mail;
    },
  };
}

function readMails(file: string): Mail[] {
  const bytes = readFileSync(file);
  const whole = bytes.subarray(0, bytes.lastIndexOf("\n") + 1);
  // A killed process can leave half a line, of a mail that was never accepted; the next one must not continue it.
  if (whole.length < bytes.length) truncateSync(file, whole.length);
  const lines = whole.toString("utf8").split("\n").slice(0, -1);
  return lines.map((line) => v.parse(v.pipe(v.string(), v.parseJson(), StoredMail), line));
}

function toMail(raw: Buffer, now: Date): Mail {
  const { subject, from, to, text, html, headers, attachments } = parseMail(raw);
  return {
    id: randomBytes(8).toString("hex"),
    receivedAt: now.toISOString(),
    messageId: headers["message-id"] ?? "",
    from,
    to,
    subject,
    text: text ?? null,
    html: html ?? null,
    attachments: attachments.map(({ name, bytes }) => ({
      name,
      sha256: createHash("sha256").update(bytes).digest("hex"),
    })),
  };
}
