import { AuthorityUnavailable } from "./errors.ts";
import type { AskAuthority } from "./stamp.ts";

/** How long this instance leaves an authority alone that did not answer, in ms: mails go out meanwhile, and the sweep asks again. */
const LEFT_MS = 60_000;

/** Makes what asks an authority. What speaks its protocol is loaded with the first question. One that is away is asked once a minute. */
export function createAuthority(url: string, clock: () => Date): AskAuthority {
  let leftUntil = 0;
  return async (sealed) => {
    if (clock().getTime() < leftUntil)
      throw new AuthorityUnavailable("The time-stamp authority did not answer lately.");
    try {
      const { askAuthority } = await import("./client.ts");
      return await askAuthority(url, sealed);
    } catch (error) {
      if (error instanceof AuthorityUnavailable) leftUntil = clock().getTime() + LEFT_MS;
      throw error;
    }
  };
}
