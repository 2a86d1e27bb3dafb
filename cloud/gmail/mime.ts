/** A mail taken apart: decoded headers and the bodies that a reader sees. */
export interface ParsedMail {
  headers: Readonly<Record<string, string>>;
  subject: string;
  from: string;
  to: string;
  text: string | undefined;
  html: string | undefined;
  attachments: readonly { readonly name: string; readonly bytes: Buffer }[];
}

/** Parses an RFC 5322 message with MIME bodies: multipart of any depth, quoted-printable, base64, RFC 2047 headers. */
export function parseMail(raw: Buffer): ParsedMail {
  // latin1 keeps every byte as one character until its charset is known.
  const root = parsePart(raw.toString("latin1"));
  const header = (name: string): string => decodeWords(root.headers[name] ?? "");
  const bodies = leaves(root);
  const find = (type: string): string | undefined => {
    const part = bodies.find((candidate) => contentType(candidate).startsWith(type));
    return part === undefined ? undefined : decodeBody(part);
  };
  return {
    headers: root.headers,
    subject: header("subject"),
    from: header("from"),
    to: header("to"),
    text: find("text/plain"),
    html: find("text/html"),
    attachments: bodies.flatMap((part) => {
      const name = /^attachment;.*filename="([^"]*)"/i.exec(part.headers["content-disposition"] ?? "")?.[1];
      return name === undefined ? [] : [{ name, bytes: decodeBytes(part) }];
    }),
  };
}

interface Part {
  headers: Record<string, string>;
  body: string;
}

function parsePart(source: string): Part {
  const [, head = "", body = ""] = /^([^]*?)\r?\n\r?\n([^]*)$/.exec(source) ?? ["", source, ""];
  const headers: Record<string, string> = {};
  for (const line of head.replace(/\r?\n[ \t]+/g, " ").split(/\r?\n/)) {
    const colon = line.indexOf(":");
    if (colon > 0) headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim();
  }
  return { headers, body };
}

function contentType(part: Part): string {
  return (part.headers["content-type"] ?? "text/plain").toLowerCase();
}

function leaves(part: Part): Part[] {
  const boundary = /boundary="?([^";]+)"?/i.exec(part.headers["content-type"] ?? "")?.[1];
  if (!contentType(part).startsWith("multipart/") || boundary === undefined) return [part];
  const pieces = `\n${part.body}`.split(`\n--${boundary}`).slice(1);
  return pieces
    .filter((piece) => !piece.startsWith("--"))
    .flatMap((piece) => leaves(parsePart(piece.replace(/^[ \t]*\r?\n/, "").replace(/\r$/, ""))));
}

function decodeBytes(part: Part): Buffer {
  const encoding = (part.headers["content-transfer-encoding"] ?? "7bit").toLowerCase();
  return encoding === "base64"
    ? Buffer.from(part.body, "base64")
    : Buffer.from(encoding === "quoted-printable" ? unquote(part.body) : part.body, "latin1");
}

function decodeBody(part: Part): string {
  const charset = /charset="?([^";]+)"?/i.exec(part.headers["content-type"] ?? "")?.[1] ?? "utf-8";
  return new TextDecoder(charset).decode(decodeBytes(part)).replace(/\r\n/g, "\n").replace(/\n$/, "");
}

function unquote(text: string): string {
  return text
    .replace(/=[ \t]*\r?\n/g, "")
    .replace(/=([0-9A-F]{2})/gi, (_match, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** Decodes RFC 2047 encoded words in a header; white space between two of them belongs to neither. */
export function decodeWords(header: string): string {
  return header
    .replace(/(\?=)\s+(=\?)/g, "$1$2")
    .replace(/=\?([^?]+)\?([bq])\?([^?]*)\?=/gi, (_match, charset: string, encoding: string, text: string) => {
      const bytes =
        encoding.toLowerCase() === "b"
          ? Buffer.from(text, "base64")
          : Buffer.from(unquote(text.replaceAll("_", " ")), "latin1");
      return new TextDecoder(charset).decode(bytes);
    });
}
