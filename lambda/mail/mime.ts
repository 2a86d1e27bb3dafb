import { createHash } from "node:crypto";

import type { Key } from "../dynamodb/table.ts";

export interface MailContent {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Files that go along. */
  readonly attachments?: readonly Attachment[];
  /** Where whoever gets the mail says that they want no more of its kind. */
  readonly stopUrl?: string;
}

export interface Attachment {
  /** As the receiver saves it: ASCII letters, digits, dots and hyphens. */
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

export interface MailHead {
  readonly from: { readonly name: string; readonly address: string };
  readonly to: string;
  readonly cc?: readonly string[] | undefined;
  /** The item that the mail waits on, and its id there. Both make the Message-ID: the same for every try, so that a mail sent twice is recognised as one. */
  readonly on: Key;
  readonly id: string;
  readonly date: Date;
}

/** RFC 2047 allows 75 characters for an encoded word; this many are its text. */
const ENCODED_WORD = 52;

/**
 * Writes a mail as MIME: text and HTML as alternatives, files behind them. No field can add a header, whatever is in it.
 * nodemailer does it, loaded with the first mail: what is plain stays plain, what is nearly plain can still be read
 * (quoted-printable), and domains beyond ASCII are written as DNS knows them.
 */
export async function writeMime(head: MailHead, { subject, text, html, attachments = [], stopUrl }: MailContent) {
  const [{ default: MailComposer }, { encodeWord }] = await Promise.all([
    import("nodemailer/lib/mail-composer"),
    import("nodemailer/lib/mime-funcs"),
  ]);
  /** What looks as if it were encoded is encoded, or it would be shown as what it decodes to. */
  const asTyped = (value: string): string =>
    oneLine(value).includes("=?") ? encodeWord(oneLine(value), "Q", ENCODED_WORD) : oneLine(value);
  const composer = new MailComposer({
    from: { name: asTyped(head.from.name), address: oneLine(head.from.address) },
    to: { name: "", address: oneLine(head.to) },
    cc: (head.cc ?? []).map((address) => ({ name: "", address: oneLine(address) })),
    subject: asTyped(subject),
    date: head.date,
    headers: {
      // On one line, however long: some who compare it do not unfold it.
      "Message-ID": { prepared: true, value: `<${messageId(head)}@${domainOf(head.from.address)}>` },
      "Auto-Submitted": "auto-generated",
      ...unsubscribe(stopUrl),
    },
    text: withMailLines(text),
    html: withMailLines(html),
    textEncoding: "quoted-printable",
    attachments: attachments.map(({ name, type, bytes }) => ({
      filename: name.replace(/[^A-Za-z0-9.-]/g, "-"),
      contentType: oneLine(type),
      content: Buffer.from(bytes),
    })),
    // It could fetch what it attaches; what we attach is here.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return (await composer.compile().build()).toString("latin1");
}

function domainOf(address: string): string {
  return oneLine(address.split("@")[1] ?? "localhost");
}

/** Ids are the clients': one may be used on two charters, for two things. */
function messageId({ on, id }: MailHead): string {
  const place = createHash("sha256").update(`${on.event_id} ${on.timestamp}`).digest("hex").slice(0, 10);
  return `${oneLine(id)}.${place}`;
}

/**
 * RFC 2369. No List-Unsubscribe-Post (RFC 8058) with it: a mail provider's POST lacks the x-amz-content-sha256 that the
 * Function URL behind OAC asks for, so CloudFront would answer it 403.
 */
function unsubscribe(stopUrl: string | undefined): Readonly<Record<string, string>> {
  return stopUrl === undefined ? {} : { "List-Unsubscribe": `<${oneLine(stopUrl)}>` };
}

function withMailLines(text: string): string {
  return text.replace(/\r?\n/g, "\r\n");
}

function oneLine(value: string): string {
  return value.replace(/\p{Cc}+/gu, " ").trim();
}
