import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { startCloud, type Cloud } from "../../cloud/cloud.ts";

let cloud: Cloud;
beforeAll(async () => {
  cloud = await startCloud({
    project: "test",
    stack: "local",
    root: ".",
    program: async () => {
      const aws = await import("@pulumi/aws");
      new aws.dynamodb.Table("guests", { attributes: [{ name: "guest", type: "S" }], hashKey: "guest" });
    },
  });
});
afterAll(() => cloud.close());

/** What a browser sends, which no page can leave out; fetch of Node lets nobody set it. */
function ask(url: string, method: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    request(url, { method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on("error", reject)
      .end();
  });
}

const CALL = {
  "x-amz-target": "DynamoDB_20120810.ListTables",
  authorization: "Credential=any/1/us-east-1/dynamodb/aws4_request",
};

describe("A page of another origin", () => {
  const places = (): [string, string][] => [
    [new URL("/mailbox.json", cloud.mailboxUrl).href, "GET"],
    [cloud.mailboxUrl, "POST"],
    [cloud.timestamps.url, "GET"],
    [cloud.controlPlaneUrl, "GET"],
    [cloud.table.endpoint, "POST"],
  ];

  it.each<[string, (host: string) => Record<string, string>]>([
    ["by its Origin", () => ({ origin: "https://evil.example" })],
    ["by a sandbox", () => ({ origin: "null" })],
    ["by a name that it lets lead here", () => ({ host: "evil.example" })],
    ["by a name that begins as ours", () => ({ host: "localhost.evil.example:8081" })],
    [
      "as an image or a script",
      () => ({ "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors", "sec-fetch-dest": "script" }),
    ],
    [
      "in a frame",
      () => ({ "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe" }),
    ],
  ])("gets nothing of mails, APIs and stamps: %s", async (_case, headersOf) => {
    for (const [url, method] of places()) {
      const headers = { ...CALL, ...headersOf(new URL(url).host) };
      expect([url, await ask(url, method, headers)]).toEqual([url, 403]);
    }
  });

  it("may be where a person comes from who follows a link", async () => {
    const followed = { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" };
    expect(await ask(cloud.mailboxUrl, "GET", followed)).toBe(200);
  });

  it("is told from our own page, and from programs", async () => {
    const { host } = new URL(cloud.mailboxUrl);
    const mailbox = new URL("/mailbox.json", cloud.mailboxUrl).href;
    expect(await ask(mailbox, "GET", { origin: `http://${host}`, "sec-fetch-site": "same-origin" })).toBe(200);
    expect(await ask(mailbox, "GET", { host: host.replace("localhost", "127.0.0.1") })).toBe(200);
    expect(await ask(mailbox, "GET", {})).toBe(200);
  });
});
