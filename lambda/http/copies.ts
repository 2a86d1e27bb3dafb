import { createHash } from "node:crypto";

import type { Call } from "./route.ts";

/** Names a state of what is answered: another text has another name. An entity tag, RFC 9110 8.8.3. */
export function tagOf(text: string): string {
  return `"${createHash("sha256").update(text).digest("base64url")}"`;
}

/** Names a state for so many ms of the clock: what is not in its text is as old as that at most. */
export function tagFor(state: string, now: Date, lastsMs: number): string {
  return tagOf(`${state} ${String(Math.floor(now.getTime() / lastsMs))}`);
}

/** Tells whether whoever asks has a copy of what a tag names, and wants nothing else. */
export function hasCopy(call: Call, tag: string): boolean {
  // RFC 9110, 13.1.2: a list, compared without the mark of a weak one.
  const known = (call.req.header("if-none-match") ?? "").split(",");
  return known.some((one) => one.trim().replace(/^W\//, "") === tag);
}

/** Says that a copy is still right. `headers`: those that the whole answer would have had. */
export function stillRight(headers: Readonly<Record<string, string>>): Response {
  return new Response(null, { status: 304, headers });
}

/** Answers JSON under a tag, or that nothing has changed since it was answered last. */
export function answerTagged(call: Call, body: object): Response {
  const text = JSON.stringify(body);
  const headers = { etag: tagOf(text) };
  if (hasCopy(call, headers.etag)) return stillRight(headers);
  return new Response(text, { headers: { ...headers, "content-type": "application/json" } });
}
