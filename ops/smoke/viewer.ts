import { createHash } from "node:crypto";

import { stateChangeHeaders } from "../../rules/contract/api/stateChange.ts";
import { BODY_HASH_HEADER } from "../../rules/contract/headers.ts";
import type { Answer, Viewer } from "./check.ts";

const PATIENCE_MILLISECONDS = 15_000;
const EMPTY = "{}";

/** Opens a viewer of a stack: no cookies, no redirects followed, 15 seconds for each answer. */
export function openViewer(url: string): Viewer {
  const ask = async (path: string, init: RequestInit): Promise<Answer> => {
    const response = await fetch(url.replace(/\/$/, "") + path, {
      redirect: "manual",
      signal: AbortSignal.timeout(PATIENCE_MILLISECONDS),
      ...init,
    });
    const body = Buffer.from(await response.arrayBuffer());
    return { status: response.status, headers: response.headers, body, text: body.toString() };
  };
  return {
    get: (path) => ask(path, {}),
    post: (path, { hashed } = { hashed: true }) => {
      const { [BODY_HASH_HEADER]: hash = "", ...others } = stateChangeHeaders(sha256(EMPTY));
      const headers = hashed ? { ...others, [BODY_HASH_HEADER]: hash } : others;
      return ask(path, { method: "POST", body: EMPTY, headers });
    },
  };
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** Says what was seen in place of a status. */
export function unlessStatus(answer: Answer, status: number, path: string): string | undefined {
  return answer.status === status ? undefined : `${path} answered ${answer.status}, not ${status}.`;
}

/** Reads the media type of an answer, without its parameters. */
export function typeOf(answer: Answer): string {
  return (answer.headers.get("content-type") ?? "").split(";")[0] ?? "";
}
