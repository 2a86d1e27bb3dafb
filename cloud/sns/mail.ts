// SNS cuts nothing off: it refuses longer subjects (API reference, Publish).
const SUBJECT_MAX = 100;

/** A mail of plain text. */
export interface PlainMail {
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Writes a topic's message as the mail that SNS sends. */
export function writeMail(to: string, { subject, text }: Pick<PlainMail, "subject" | "text">): PlainMail {
  if (subject.length >= SUBJECT_MAX)
    throw new Error(`SNS takes subjects of fewer than ${String(SUBJECT_MAX)} characters: ${subject}`);
  return { from: "AWS Notifications <no-reply@sns.amazonaws.com>", to, subject, text };
}
