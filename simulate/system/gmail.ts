import type { SendResult } from "../../lambda/gmail/sendMail.ts";
import type { Random } from "../chance/random.ts";
import { beforeCall, type Invocation } from "./invocation.ts";

/** `lossy`: it takes mails, and most of its answers are lost. `refusing`: it says that a mail is no mail. */
export type Mood = "well" | "down" | "slow" | "revoked" | "quota" | "lossy" | "refusing";

/** A mail that Gmail has taken. */
export interface Accepted {
  /** Its id in the outbox: what its Message-ID begins with. */
  readonly id: string;
  readonly to: string;
  readonly at: number;
  /** Whether the sender heard that it was taken. */
  readonly heard: boolean;
  /** Who sent it, and may have died before it could take it out of the outbox. */
  readonly by: Invocation;
}

/** Gmail, as the program's port to it sees it. */
export interface Gmail {
  mood: Mood;
  readonly accepted: readonly Accepted[];
  readonly send: (mail: { readonly mime: string }, by: Invocation) => Promise<SendResult>;
}

const AWAY: Readonly<Partial<Record<Mood, SendResult>>> = {
  down: { state: "unavailable", code: "503" },
  revoked: { state: "unavailable", code: "invalid_grant" },
  quota: { state: "unavailable", code: "rateLimitExceeded" },
  refusing: { state: "refused", code: "invalidArgument" },
};
const LATE: SendResult = { state: "unavailable", code: "deadline" };

/** Opens a Gmail whose answers chance may lose. */
export function openGmail(now: () => number, random: Random): Gmail {
  const accepted: Accepted[] = [];
  const gmail: Gmail = {
    mood: "well",
    accepted,
    send: async ({ mime }, by) => {
      await beforeCall(by, "mail");
      const away = AWAY[gmail.mood];
      if (away !== undefined) return away;
      // Slow, it has taken half of those mails that nobody waited for.
      if (gmail.mood === "slow" && random.percent(50)) return LATE;
      const heard = gmail.mood === "well" || (gmail.mood === "lossy" && random.percent(40));
      accepted.push({
        id: header(mime, "Message-ID", /^<([^.@]*)/),
        to: header(mime, "To", /^(.*)$/),
        at: now(),
        heard,
        by,
      });
      // The sender may die between Gmail's answer and its own next step.
      await beforeCall(by, "mail taken");
      return heard ? { state: "sent" } : LATE;
    },
  };
  return gmail;
}

/** Reads what was written, not what was meant. */
function header(mime: string, name: string, shape: RegExp): string {
  const [head = ""] = mime.split("\r\n\r\n", 1);
  const unfolded = head.replace(/\r\n(?=[ \t])/g, "");
  const line = new RegExp(`^${name}: (.*)\r?$`, "m").exec(unfolded)?.[1] ?? "";
  return shape.exec(line)?.[1] ?? "";
}
