export interface ReadMail {
  readonly headers: ReadonlyMap<string, string>;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Reads a MIME message as a mail program would: unfolds headers, decodes encoded words and both bodies. */
export function readMime(mime: string): ReadMail {
  const [head = "", ...rest] = mime.split("\r\n\r\n");
  const headers = readHeaders(head);
  // Where a file goes along, the bodies are a part of a part: both boundaries divide.
  const boundaries = [...mime.matchAll(/boundary="([^"]+)"/g)].map(([, boundary = ""]) => boundary);
  const parts = boundaries.reduce(
    (found, boundary) => found.flatMap((part) => part.split(`--${boundary}`)),
    [rest.join("\r\n\r\n")],
  );
  const body = (type: string): string => {
    const part =
      parts.find((candidate) => candidate.includes(`Content-Type: ${type}`) && !candidate.includes("boundary=")) ?? "";
    return Buffer.from(part.split("\r\n\r\n")[1] ?? "", "base64").toString();
  };
  return {
    headers,
    subject: decodeWords(headers.get("subject") ?? ""),
    text: body("text/plain"),
    html: body("text/html"),
  };
}

function readHeaders(head: string): Map<string, string> {
  const lines = head.replace(/\r\n[ \t]/g, " ").split("\r\n");
  return new Map(
    lines.map((line) => [line.slice(0, line.indexOf(":")).toLowerCase(), line.slice(line.indexOf(":") + 1).trim()]),
  );
}

function decodeWords(value: string): string {
  return value
    .replace(/\?= =\?/g, "?==?")
    .replace(/=\?UTF-8\?B\?([^?]*)\?=/g, (_, base64: string) => Buffer.from(base64, "base64").toString());
}
