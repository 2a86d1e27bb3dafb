import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, truncateSync } from "node:fs";
import { createHash, randomBytes } from "node:crypto";
import { dirname } from "node:path";
import * as v from "valibot";
import { StartError } from "../startError.ts";
import { parseMail } from "./mime.ts";

const StoredMail = v.object({
  id: v.string(),
  receivedAt: v.string(),
  messageId: v.string(),
  from: v.string(),
  to: v.string(),
  cc: v.optional(v.string(), ""),
  subject: v.string(),
  text: v.nullable(v.string()),
  html: v.nullable(v.string()),
  /** Not the files themselves: they would be most of the mailbox. */
  attachments: v.optional(v.array(v.object({ name: v.string(), sha256: v.string() })), []),
});

/** A mail in the local mailbox. */
export type Mail = v.InferOutput<typeof StoredMail>;

type Content = Omit<Mail, "id" | "receivedAt" | "cc"> & Partial<Pick<Mail, "cc">>;

/** All mails that arrived, oldest first. */
export interface Mailbox {
  mails: () => readonly Mail[];
  /** Takes a whole message; those that come together are put in as they came. */
  accept: (raw: Uint8Array, now: Date) => Promise<Mail>;
  put: (content: Content, now: Date) => Mail;
}

/** Opens the mailbox; with a file, mails are JSON lines in it and come back after a restart. */
export function openMailbox(file?: string): Mailbox {
  const mails = file !== undefined && existsSync(file) ? readMails(file) : [];
  if (file !== undefined) mkdirSync(dirname(file), { recursive: true });
  const put = (content: Content, now: Date): Mail => {
    const mail = { id: randomBytes(8).toString("hex"), receivedAt: now.toISOString(), cc: "", ...content };
    // Written before Gmail's answer, so that an accepted mail survives anything.
    if (file !== undefined) appendFileSync(file, `${JSON.stringify(mail)}\n`);
    mails.push(mail);
    return mail;
  };
  let last: Promise<unknown> = Promise.resolve();
  const accept = (raw: Uint8Array, now: Date): Promise<Mail> => {
    const mail = last.then(async () => put(await readContent(raw), now));
    // One that cannot be read holds up no other.
    last = mail.catch(() => undefined);
    return mail;
  };
  return { mails: () => mails, accept, put };
}

function readMails(file: string): Mail[] {
  const bytes = readFileSync(file);
  const whole = bytes.subarray(0, bytes.lastIndexOf("\n") + 1);
  // Without mails there is no file: an empty one had some.
  if (bytes.length === 0) throw damaged("is empty, and is never written so");
  const lines = whole.toString("utf8").split("\n").slice(0, -1);
  const mails = lines.map((line, index) => {
    const mail = v.safeParse(v.pipe(v.string(), v.parseJson(), StoredMail), line);
    if (!mail.success) throw damaged(`has something else than a mail in line ${String(index + 1)}`);
    return mail.output;
  });
  // A killed process can leave half a line, of a mail that was never accepted; the next one must not continue it.
  if (whole.length === 0) rmSync(file);
  else if (whole.length < bytes.length) truncateSync(file, whole.length);
  return mails;
}

function damaged(how: string): StartError {
  return new StartError(
    ({ fresh }) =>
      `mail.jsonl in the data directory ${how}: it is damaged. Put it back from a copy or mend it, delete it to go on without its mails, or start with ${fresh} to begin again.`,
  );
}

async function readContent(raw: Uint8Array): Promise<Content> {
  const { attachments, ...seen } = await parseMail(raw);
  return {
    ...seen,
    attachments: attachments.map(({ name, bytes }) => ({
      name,
      sha256: createHash("sha256").update(bytes).digest("hex"),
    })),
  };
}
