// SNS cuts nothing off: it refuses longer subjects (API reference, Publish).
const SUBJECT_MAX = 100;

/** Writes a topic's message as the mail that SNS sends. */
export function writeMail(to: string, { subject, text }: { subject: string; text: string }, date: Date): Buffer {
  if (subject.length >= SUBJECT_MAX)
    throw new Error(`SNS takes subjects of fewer than ${String(SUBJECT_MAX)} characters: ${subject}`);
  const lines =
    Buffer.from(text)
      .toString("base64")
      .match(/.{1,76}/g) ?? [];
  return Buffer.from(
    [
      "From: AWS Notifications <no-reply@sns.amazonaws.com>",
      `To: ${to}`,
      `Subject: ${subject}`,
      `Date: ${date.toUTCString()}`,
      "MIME-Version: 1.0",
      "Content-Type: text/plain; charset=utf-8",
      "Content-Transfer-Encoding: base64",
      "",
      ...lines,
      "",
    ].join("\r\n"),
  );
}
