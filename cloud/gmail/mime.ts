import PostalMime, { decodeWords, type Attachment } from "postal-mime";

/** A mail as its reader sees it. */
export interface ParsedMail {
  messageId: string;
  subject: string;
  from: string;
  to: string;
  /** "" where nobody else gets it. */
  cc: string;
  text: string | null;
  html: string | null;
  attachments: readonly { readonly name: string; readonly bytes: Uint8Array }[];
}

/** Parses an RFC 5322 message with MIME bodies; only files that have a name count as attached. */
export async function parseMail(raw: Uint8Array): Promise<ParsedMail> {
  const { headers, text, html, attachments } = await PostalMime.parse(raw);
  const header = (name: string): string => decodeWords(headers.find(({ key }) => key === name)?.value ?? "");
  return {
    messageId: header("message-id"),
    subject: header("subject"),
    from: header("from"),
    to: header("to"),
    cc: header("cc"),
    text: readBody(text),
    html: readBody(html),
    attachments: attachments.flatMap((file) =>
      file.filename === null ? [] : [{ name: file.filename, bytes: readFile(file) }],
    ),
  };
}

function readBody(body: string | undefined): string | null {
  return body?.replaceAll("\r\n", "\n").replace(/\n+$/, "") ?? null;
}

function readFile({ content, mimeType }: Attachment): Uint8Array {
  const bytes = typeof content === "string" ? Buffer.from(content) : new Uint8Array(content);
  // The library takes the CR out of a calendar, where each line ends with CRLF (RFC 5545, 3.1).
  if (mimeType !== "text/calendar") return bytes;
  return Buffer.from(new TextDecoder().decode(bytes).replaceAll("\n", "\r\n"));
}
