import type { HistoryLine } from "../contract/api/history.ts";

/** Who makes a change, and when it is written: by the server's clock, or by the device's while it waits there. */
export interface Byline {
  readonly at: string;
  /** E-mail. */
  readonly by: string;
  readonly name: string;
  /** Set while it waits on its device: the server has not heard of it yet. */
  readonly waits?: true;
}

/** Who a line of the history is by, and when it was written. */
export function signedBy({ at, by, name }: Byline): Pick<Byline, "at" | "by" | "name"> {
  return { at, by, name };
}

/**
 * What becomes of a charter by a change. The Lambda writes it, under the condition that what it was decided on still
 * holds; the dashboard shows it while it waits to be sent.
 */
export type Outcome<Made, Refused> =
  /** It all is so already, as after a retry. */
  | { readonly kind: "same" }
  /** With what the history says of it. */
  | ({ readonly kind: "changed"; readonly lines: readonly HistoryLine[] } & Made)
  | ({ readonly kind: "refused" } & Refused);

export const SAME = { kind: "same" } as const;
