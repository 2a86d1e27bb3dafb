import { createHash } from "node:crypto";

import { stateChangeHeaders } from "../rules/contract/api/stateChange.ts";

/** An answer of the API. */
export interface ApiReply {
  status: number;
  body: unknown;
}

/** Calls the API as the dashboard's own script does: with the body's hash, the client header and the session cookie. */
export interface ApiClient {
  call(method: string, path: string, body?: object): Promise<ApiReply>;
}

/** Opens a client that keeps the session cookie between calls. */
export function openApiClient(url: string): ApiClient {
  let cookie = "";
  return {
    call: async (method, path, body) => {
      const text = body === undefined ? "" : JSON.stringify(body);
      const response = await fetch(url + path, {
        method,
        headers: {
          ...stateChangeHeaders(createHash("sha256").update(text).digest("hex")),
          ...(cookie === "" ? {} : { cookie }),
        },
        ...(method === "GET" ? {} : { body: text }),
      });
      const set = response.headers.getSetCookie()[0];
      if (set !== undefined) cookie = set.split(";")[0] ?? "";
      const answer = await response.text();
      const isJson = (response.headers.get("content-type") ?? "").includes("json");
      return { status: response.status, body: isJson ? (JSON.parse(answer) as unknown) : answer };
    },
  };
}
