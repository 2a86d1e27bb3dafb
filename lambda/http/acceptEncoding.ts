import { parseAccept } from "hono/utils/accept";

/** The content codings that we make, the better one first. */
const CODINGS = ["br", "gzip"] as const;
export type Coding = (typeof CODINGS)[number];

/**
 * Picks the coding that a client wants most (`Accept-Encoding`, RFC 9110 12.5.3), or none. Of equal wishes ours counts.
 * None is always allowed: to a client that says nothing, and, the RFC leaves that to us, to one that forbids everything.
 */
export function pickCoding(acceptEncoding: string | null): Coding | undefined {
  const wishes = parseAccept(acceptEncoding ?? "").map(({ type, q }) => ({ name: type.toLowerCase(), weight: q }));
  const weightOf = (name: string): number =>
    (wishes.find((wish) => wish.name === name) ?? wishes.find((wish) => wish.name === "*"))?.weight ?? 0;
  // Sorting is stable: brotli stays before gzip where both are wanted as much.
  const [best] = [...CODINGS].sort((a, b) => weightOf(b) - weightOf(a));
  return best !== undefined && weightOf(best) > 0 && weightOf(best) >= weightOf("identity") ? best : undefined;
}
