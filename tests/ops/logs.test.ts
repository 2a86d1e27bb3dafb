import { spawn } from "node:child_process";
import { join } from "node:path";
import { beforeAll, expect, test, vi } from "vitest";
import * as v from "valibot";
import { describeLine, isWanted, parseLine } from "../../ops/logs/line.ts";
import { openApiClient } from "../../local/client.ts";
import { bundleCommand } from "./support/bundleCommand.ts";
import { useOps } from "./support/command.ts";
import { useCloud } from "../support/useCloud.ts";

const { data, local, ops } = useOps();
const Lines = v.pipe(
  v.string(),
  v.parseJson(),
  v.array(v.object({ level: v.string(), route: v.optional(v.string()), request: v.optional(v.string()) })),
);
const cloud = useCloud({ dataDirectory: data });

beforeAll(async () => {
  await fetch(`${cloud.url}/api/health`);
  await fetch(`${cloud.url}/api/health`);
  await fetch(`${cloud.url}/api/no-such-thing`);
  await cloud.runSchedule("scc-local-outbox");
});

test("a route's requests are shown with status, duration and request id, and nothing else is", async () => {
  const { code, out, err } = await ops(["logs", ...local, "--route", "health"]);

  expect([code, err]).toEqual([0, ""]);
  const lines = out.trim().split("\n");
  expect(lines).toHaveLength(2);
  for (const line of lines)
    expect(line).toMatch(/^\d{4}-\d\d-\d\d [\d:.]+Z  info   GET \/api\/health  200  \d+ ms  request=[0-9a-f-]{36}$/);
});

test("a request id finds its request, in JSON as well", async () => {
  const all = v.parse(Lines, (await ops(["logs", ...local, "--json"])).out);
  const one = all.find(({ route }) => route === "GET /api/health");
  const found = v.parse(Lines, (await ops(["logs", ...local, "--request", one?.request ?? "", "--json"])).out);

  expect(all.length).toBeGreaterThan(2);
  expect(found).toEqual([one]);
});

test("--security shows who did what about accounts, by their addresses, and nothing else", async () => {
  const address = "lou@example.com";
  await ops(["accounts", "add", ...local, "--email", address, "--name", "Lou", "--role", "crew", "--link"]);
  const client = openApiClient(cloud.url);
  await client.call("POST", "/api/session", { email: address, password: "not the password" });
  // The last line of an answer may still be on its way from the function's thread.
  const { code, out } = await vi.waitFor(async () => {
    const shown = await ops(["logs", ...local, "--security"]);
    expect(shown.out).toContain("security=");
    return shown;
  });
  expect(code).toBe(0);
  const lines = out.trim().split("\n");
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(
    /info   security  security=sign-in-refused  of=lou@example\.com  detail=password  from=[0-9a-f]{12}  request=/,
  );
});

test("a quiet log says so, with the window it looked at", async () => {
  const { code, out } = await ops(["logs", ...local, "--level", "error", "--since", "2h"]);
  expect([code, out]).toEqual([0, "Nothing in the log of local fits, in the last 2h.\n"]);
});

test("--follow shows what comes after it was started, and Ctrl-C ends it in peace", async () => {
  const child = spawn(
    process.execPath,
    [await bundleCommand(), "logs", ...local, "--since", "1s", "--follow", "--route", "session"],
    {
      cwd: join(import.meta.dirname, "..", ".."),
      timeout: 180_000,
    },
  );
  let out = "";
  const ended = new Promise<number | null>((resolve) => {
    child.on("close", resolve);
  });
  const shown = new Promise<void>((resolve) => {
    child.stdout.on("data", (chunk) => {
      out += String(chunk);
      if (out.includes("GET /api/session")) resolve();
    });
  });
  const asking = setInterval(() => {
    void fetch(`${cloud.url}/api/session`);
  }, 500);

  await Promise.race([shown, ended]);
  clearInterval(asking);
  child.kill("SIGINT");

  expect(await ended).toBe(0);
  expect(out).toContain("GET /api/session");
});

test.each([
  [["--level", "loud"], '--level "loud" must be info, warn, error.'],
  [["--since", "yesterday"], '--since "yesterday" must be a number and s, m, h or d, such as 15m.'],
  [["--request", "a b"], '--request "a b" is not a request id.'],
])("%j is not a way to ask", async (flags, sentence) => {
  expect(await ops(["logs", ...local, ...flags])).toMatchObject({
    code: 2,
    err: expect.stringContaining(sentence) as string,
  });
});

const event = (message: string) => ({ id: "1", timestamp: Date.UTC(2026, 4, 23, 14), message });

test("Lambda's bookkeeping and metrics are left out; a time-out is an error of its request", () => {
  const id = "4b9c1f0e-1111-4222-8333-444455556666";
  const timeout = parseLine(event(`2026-05-23T14:00:00.000Z ${id} Task timed out after 15.00 seconds\n`));

  expect(parseLine(event(`REPORT RequestId: ${id}\tDuration: 3.1 ms`))).toBeUndefined();
  expect(parseLine(event('{"_aws":{"Timestamp":1},"Stack":"prod","MailSent":1}'))).toBeUndefined();
  expect(timeout).toMatchObject({ level: "error", request: id });
  expect(
    isWanted(parseLine(event("a package prints this")) ?? fail(), {
      level: "warn",
      request: undefined,
      route: undefined,
    }),
  ).toBe(true);
  expect(parseLine(event("  \n"))).toBeUndefined();
});

test("a fault is shown with its frames, each on a line of its own", () => {
  const line = parseLine(
    event(
      JSON.stringify({
        level: "error",
        message: "request failed",
        time: "x",
        stack: "prod",
        request: "r-1",
        route: "GET /api/events",
        error: "TypeError",
        frames: ["    at list (index.mjs:1:2)", "    at run (index.mjs:3:4)"],
      }),
    ),
  );
  expect(describeLine(line ?? fail())).toBe(
    [
      "2026-05-23 14:00:00.000Z  error  request failed  GET /api/events  error=TypeError  request=r-1",
      "    at list (index.mjs:1:2)",
      "    at run (index.mjs:3:4)",
    ].join("\n"),
  );
});

function fail(): never {
  throw new Error("The line was left out.");
}
