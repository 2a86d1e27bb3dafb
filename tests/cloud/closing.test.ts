import { once } from "node:events";
import { createServer } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";

import { closeServer, listen } from "../../cloud/http/listen.ts";
import { settleAll } from "../../cloud/realise/settleAll.ts";

test("a server that stops answers what is under way, and does not wait for the connection to be used again", async () => {
  let answer = (): void => undefined;
  const server = createServer((_request, response) => {
    answer = () => response.end("answered");
  });
  // For ever: whoever waits for the connection never ends.
  server.keepAliveTimeout = 0;
  const port = await listen(server, 0);
  const asked = once(server, "request");
  const reply = fetch(`http://127.0.0.1:${String(port)}`);
  await asked;
  const closed = closeServer(server);
  answer();
  expect(await (await reply).text()).toBe("answered");
  await closed;
});

test("what is started together has ended when one of it fails, with the fault of the first", async () => {
  const ended: string[] = [];
  const slow = wait(20).then(() => ended.push("slow"));
  const failing = Promise.reject(new Error("the first"));
  await expect(settleAll([slow, failing])).rejects.toThrow("the first");
  expect(ended).toEqual(["slow"]);
});
