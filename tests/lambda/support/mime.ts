import PostalMime from "postal-mime";

export interface ReadMail {
  readonly headers: ReadonlyMap<string, string>;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly files: readonly { readonly name: string; readonly bytes: Buffer }[];
}

/** Reads a MIME message as a mail program would: unfolds headers, decodes encoded words, bodies and files. */
export async function readMime(mime: string): Promise<ReadMail> {
  const { headers, subject = "", text = "", html = "", attachments } = await PostalMime.parse(mime);
  return {
    headers: new Map(headers.map(({ key, value }) => [key, value])),
    subject,
    // The line end before a boundary is the boundary's (RFC 2046, 5.1.1); the parser leaves it there.
    text: text.replace(/\n$/, ""),
    html: html.replace(/\n$/, ""),
    files: attachments.map(({ filename, content }) => ({
      name: filename ?? "",
      bytes: typeof content === "string" ? Buffer.from(content) : Buffer.from(new Uint8Array(content)),
    })),
  };
}

/** Reads all messages, in their order. */
export function readMails(mails: readonly string[]): Promise<readonly ReadMail[]> {
  return Promise.all(mails.map(readMime));
}
