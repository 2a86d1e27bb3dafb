import * as v from "valibot";

import { SessionResponse } from "../../rules/contract/api/session.ts";
import { SESSION_CHANNEL } from "../device/names.ts";

/** What a page tells the others of this browser. */
const News = v.object({
  /** E-mail of whom it showed before; null for nobody. */
  before: v.nullable(v.string()),
  /** Whom it shows now. */
  session: SessionResponse,
  /** The session ended by itself. */
  expired: v.boolean(),
});
export type SessionNews = v.InferOutput<typeof News>;

/** Opens what tells this browser's pages who is signed in. */
export function openSessionNews() {
  const channel = openChannel();
  return {
    tell: (news: SessionNews): void => {
      channel?.postMessage(news);
    },
    close: (): void => {
      channel?.close();
    },
    /** Hears the other pages until the answered function is called. What an other build says otherwise is let pass. */
    hear: (take: (news: SessionNews) => void): (() => void) => {
      const read = ({ data }: MessageEvent<unknown>): void => {
        const news = v.safeParse(News, data);
        if (news.success) take(news.output);
      };
      channel?.addEventListener("message", read);
      return () => {
        channel?.removeEventListener("message", read);
      };
    },
  };
}

/** Firefox lets a site that may keep nothing open none. Such a page must be there all the same, to say so. */
function openChannel(): BroadcastChannel | undefined {
  try {
    return new BroadcastChannel(SESSION_CHANNEL);
  } catch {
    // Nobody can be signed in there, so there is no news either.
    return undefined;
  }
}

/**
 * Tells whether a page that shows somebody must follow such news: a session that began replaces every other one, and one
 * that ended ends only where it is shown. The news of an end may be overtaken by whoever signed in since.
 */
export function concerns({ before, session }: SessionNews, shown: string | null): boolean {
  const now = session.account?.email ?? null;
  return now === null ? shown !== null && shown === before : shown !== now;
}
