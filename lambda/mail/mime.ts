import { randomUUID } from "node:crypto";

export interface MailContent {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export interface MailHead {
  readonly from: { readonly name: string; readonly address: string };
  readonly to: string;
  /** Made into the Message-ID: the same for every try, so that a mail sent twice is recognised as one. */
  readonly id: string;
  readonly date: Date;
}

/** RFC 2047 allows 75 characters for an encoded word; 45 bytes make 60 characters of Base64. */
const ENCODED_WORD_BYTES = 45;
const BASE64_LINE = 76;
const CRLF = "\r\n";

/** Writes a mail as MIME: text and HTML as alternatives. No field can add a header, whatever is in it. */
export function writeMime(head: MailHead, content: MailContent): string {
  const boundary = `scc-${randomUUID()}`;
  return [
    `From: ${encodeHeader(head.from.name)} <${oneLine(head.from.address)}>`,
    `To: ${oneLine(head.to)}`,
    `Subject: ${encodeHeader(content.subject)}`,
    `Date: ${head.date.toUTCString().replace("GMT", "+0000")}`,
    `Message-ID: <${oneLine(head.id)}@${oneLine(head.from.address.split("@")[1] ?? "localhost")}>`,
    "Auto-Submitted: auto-generated",
    "MIME-Version: 1.0",
    "Content-Type: multipart/alternative;",
    ` boundary="${boundary}"`,
    "",
    ...part(boundary, "text/plain", content.text),
    ...part(boundary, "text/html", content.html),
    `--${boundary}--`,
    "",
  ].join(CRLF);
}

function part(boundary: string, type: string, body: string): readonly string[] {
  const base64 = Buffer.from(body.replace(/\r?\n/g, CRLF)).toString("base64");
  return [
    `--${boundary}`,
    `Content-Type: ${type}; charset=utf-8`,
    "Content-Transfer-Encoding: base64",
    "",
    ...(base64.match(new RegExp(`.{1,${BASE64_LINE}}`, "g")) ?? [""]),
  ];
}

/** Writes a header value: as it is where that is short and holds nothing special, else as encoded words, folded. */
export function encodeHeader(value: string): string {
  const line = oneLine(value);
  if (/^[A-Za-z0-9 '-]{1,60}$/.test(line)) return line;
  return chunk(line).map((word) => `=?UTF-8?B?${Buffer.from(word).toString("base64")}?=`).join(`${CRLF} `);
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
