import type { SignRequest } from "../../rules/contract/api/waiver.ts";

/** One signature on its way. The id lasts as long as the form; the instant is frozen with what is signed. */
export interface Attempt {
  readonly id: string;
  readonly signed_at: string;
  /** What was signed at that instant, to tell a retry from a changed form. */
  readonly body: string;
}

export interface Maker {
  readonly newId: () => string;
  readonly now: () => string;
}

/**
 * Gives the attempt for a form: the same one for the same content, so that a retry is recognised; a new one for changed
 * content, as the server refuses other content under a known id.
 */
export function attemptFor(
  previous: Attempt | undefined,
  build: (stamp: { id: string; signed_at: string }) => SignRequest,
  maker: Maker,
): Attempt {
  const body = JSON.stringify(build({ id: "", signed_at: "" }));
  if (previous?.body === body) return previous;
  return { id: maker.newId(), signed_at: maker.now(), body };
}
