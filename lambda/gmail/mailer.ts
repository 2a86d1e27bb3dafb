import type { GmailConfig } from "../env.ts";
import type { SendMail, SendResult } from "../mail/sendMail.ts";

/** Makes the mailer on Gmail. Google's client is loaded with the first mail, and its access token kept after that. */
export function createGmailMailer(config: GmailConfig): SendMail {
  let client: Promise<SendMail> | undefined;
  const load = async (): Promise<SendMail> => (await import("./client.ts")).createClient(config);
  return async (mail, deadlineMs) => {
    const startedAt = performance.now();
    client ??= load();
    return beforeDeadline(
      client.then((send) => send(mail, deadlineMs - (performance.now() - startedAt))),
      deadlineMs,
    );
  };
}

/** The client's own abort does not reach its token request, nor its loading: this ends the wait for all of them. */
async function beforeDeadline(sending: Promise<SendResult>, deadlineMs: number): Promise<SendResult> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<SendResult>((resolve) => {
    timer = setTimeout(() => { resolve({ state: "unavailable", code: "deadline" }); }, deadlineMs);
  });
  try {
    return await Promise.race([sending, deadline]);
  } finally {
    clearTimeout(timer);
  }
}
