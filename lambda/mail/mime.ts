import { createHash, randomUUID } from "node:crypto";

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
  /** The item that the mail waits on, and its id there. Both make the Message-ID: the same for every try, so that a mail sent twice is recognised as one. */
  readonly on: Key;
  readonly id: string;
  readonly date: Date;
}

/** RFC 2047 allows 75 characters for an encoded word; 45 bytes make 60 characters of Base64. */
const ENCODED_WORD_BYTES = 45;
const BASE64_LINE = 76;
const CRLF = "\r\n";

/** Writes a mail as MIME: text and HTML as alternatives, files behind them. No field can add a header, whatever is in it. */
export function writeMime(head: MailHead, content: MailContent): string {
  return [
    `From: ${encodeHeader(head.from.name)} <${oneLine(head.from.address)}>`,
    `To: ${oneLine(head.to)}`,
    `Subject: ${encodeHeader(content.subject)}`,
    `Date: ${head.date.toUTCString().replace("GMT", "+0000")}`,
    `Message-ID: <${messageId(head)}@${oneLine(head.from.address.split("@")[1] ?? "localhost")}>`,
    "Auto-Submitted: auto-generated",
    ...unsubscribe(content),
    "MIME-Version: 1.0",
    ...body(content),
    "",
  ].join(CRLF);
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
function unsubscribe({ stopUrl }: MailContent): readonly string[] {
  return stopUrl === undefined ? [] : [`List-Unsubscribe: <${oneLine(stopUrl)}>`];
}

function body({ text, html, attachments = [] }: MailContent): readonly string[] {
  const alternatives = multipart("alternative", [textPart("text/plain", text), textPart("text/html", html)]);
  return attachments.length === 0 ? alternatives : multipart("mixed", [alternatives, ...attachments.map(filePart)]);
}

function multipart(kind: "alternative" | "mixed", parts: readonly (readonly string[])[]): readonly string[] {
  const boundary = `scc-${randomUUID()}`;
  return [
    `Content-Type: multipart/${kind};`,
    ` boundary="${boundary}"`,
    "",
    ...parts.flatMap((part) => [`--${boundary}`, ...part]),
    `--${boundary}--`,
  ];
}

function textPart(type: string, text: string): readonly string[] {
  return [`Content-Type: ${type}; charset=utf-8`, ...base64(Buffer.from(text.replace(/\r?\n/g, CRLF)))];
}

function filePart({ name, type, bytes }: Attachment): readonly string[] {
  const file = name.replace(/[^A-Za-z0-9.-]/g, "-");
  return [
    `Content-Type: ${oneLine(type)}; name="${file}"`,
    `Content-Disposition: attachment; filename="${file}"`,
    ...base64(Buffer.from(bytes)),
  ];
}

function base64(bytes: Buffer): readonly string[] {
  const lines = bytes.toString("base64").match(new RegExp(`.{1,${BASE64_LINE}}`, "g")) ?? [""];
  return ["Content-Transfer-Encoding: base64", "", ...lines];
}

/** Writes a header value: as it is where that is short and holds nothing special, else as encoded words, folded. */
export function encodeHeader(value: string): string {
  const line = oneLine(value);
  if (/^[A-Za-z0-9 '-]{1,60}$/.test(line)) return line;
  return chunk(line)
    .map((word) => `=?UTF-8?B?${Buffer.from(word).toString("base64")}?=`)
    .join(`${CRLF} `);
}

/** Cuts text between code points, as an encoded word must hold whole characters. */
function chunk(line: string): readonly string[] {
  const chunks: string[] = [];
  let current = "";
  for (const character of line) {
    if (Buffer.byteLength(current + character) > ENCODED_WORD_BYTES) {
      chunks.push(current);
      current = "";
    }
    current += character;
  }
  return [...chunks, current];
}

function oneLine(value: string): string {
  return value.replace(/\p{Cc}+/gu, " ").trim();
}
