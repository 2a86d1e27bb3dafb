import type { GmailConfig } from "../env.ts";
import type { SendMail, SendResult } from "./sendMail.ts";

const LATE: SendResult = { state: "unavailable", code: "deadline" };

/** Makes the mailer on Gmail. Google's client is loaded with the first mail, and its access token kept after that. */
export function createGmailMailer(config: GmailConfig): SendMail {
  let client: Promise<SendMail> | undefined;
  const load = async (): Promise<SendMail> => (await import("./client.ts")).createClient(config);
  return async (mail, deadlineMs) => {
    const startedAt = performance.now();
    const used = (client ??= load());
    const result = await beforeDeadline(
      used
        .then((send) => {
          const left = deadlineMs - (performance.now() - startedAt);
          // Nobody waits any more: sent now, the mail would go out a second time with the next sweep.
          return left > 0 ? send(mail, left) : LATE;
        })
        .catch(asUnavailable),
      deadlineMs,
    );
    // A client that hangs makes everyone wait for the one token request it has under way: the next mail gets a new one.
    if (result.state === "unavailable" && client === used) client = undefined;
    return result;
  };
}

/** What is wrong with loading or running the client is no fault of the mail: it stays in the outbox. */
function asUnavailable(error: unknown): SendResult {
  return { state: "unavailable", code: error instanceof Error ? error.name : "unknown" };
}

/** The client's own abort does not reach its token request, nor its loading: this ends the wait for all of them. */
async function beforeDeadline(sending: Promise<SendResult>, deadlineMs: number): Promise<SendResult> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<SendResult>((resolve) => {
    timer = setTimeout(() => {
      resolve(LATE);
    }, deadlineMs);
  });
  try {
    return await Promise.race([sending, deadline]);
  } finally {
    clearTimeout(timer);
  }
}
