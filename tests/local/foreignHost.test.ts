import { createHash } from "node:crypto";
import { request } from "node:http";
import { expect, it } from "vitest";

import { DEMO_ACCOUNTS } from "../../local/demo.ts";
import { RESET_PATH } from "../../rules/contract/api/paths/links.ts";
import { stateChangeHeaders } from "../../rules/contract/api/stateChange.ts";
import { useCloud } from "../support/useCloud.ts";

const cloud = useCloud({ demo: true });

/** What fetch of Node lets nobody set: the name under which the site is asked for. */
function askUnder(host: string, method: string, path: string, body = ""): Promise<number> {
  const headers = { ...stateChangeHeaders(createHash("sha256").update(body).digest("hex")), host };
  return new Promise((resolve, reject) => {
    const asked = request(cloud.url + path, { method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    asked.on("error", reject);
    asked.end(body);
  });
}

const FOREIGN = ["evil.example", "localhost.evil.example", "localhost:8080@evil.example", "evil.example:8080"];

it.each(FOREIGN)("Whoever asks under the name %j gets nothing, and no mail leads there", async (host) => {
  const { port } = new URL(cloud.url);
  const reset = JSON.stringify({ email: DEMO_ACCOUNTS.crew.email });
  expect(await askUnder(host, "GET", "/")).toBeGreaterThanOrEqual(400);
  expect(await askUnder(host, "POST", RESET_PATH, reset)).toBeGreaterThanOrEqual(400);
  await cloud.settled();
  expect(cloud.gmail.mails().filter(({ text }) => text?.includes("evil.example") === true)).toEqual([]);
  expect(await askUnder(`127.0.0.1:${port}`, "GET", "/")).toBe(200);
});
