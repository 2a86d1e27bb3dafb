import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { routeTable } from "../../lambda/routes.ts";
import { PROBLEM_MEDIA_TYPE } from "../../rules/contract/headers.ts";
import { requireDescribed, requireTimed } from "./support/described.ts";
import { startHarness, type Harness } from "./support/harness.ts";

const Described = v.object({
  paths: v.record(
    v.string(),
    v.record(v.string(), v.object({ security: v.array(v.object({ session: v.array(v.string()) })) })),
  ),
});

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

describe("The description", () => {
  it("has every route of the table with the role that it asks for, and no other", () => {
    const file = readFileSync(join(import.meta.dirname, "../../docs/openapi.json"), "utf8");
    const { paths } = v.parse(Described, JSON.parse(file));
    const described = Object.entries(paths).flatMap(([path, verbs]) =>
      Object.entries(verbs).map(([verb, { security }]) => [
        `${verb.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ":$1")}`,
        security[0]?.session.join() ?? "public",
      ]),
    );
    const routes = routeTable(harness.services).map(({ method, path, access }) => [`${method} ${path}`, access]);
    expect(Object.fromEntries(described)).toEqual(Object.fromEntries(routes));
  });
});

describe("An answer that is not described fails the test that caused it", () => {
  const json = { "content-type": "application/json" };
  const problem = { "content-type": PROBLEM_MEDIA_TYPE };
  const day = { email: "a@b.co", date: "2026-05-23", answer: "yes", note: "" };

  it.each([
    ["a status", "GET", "/api/health", 202, json, { status: "ok", stack: "test", slot: "0123456789ab" }],
    ["a media type", "GET", "/api/health", 200, { "content-type": "text/html" }, "<p>ok</p>"],
    ["a field", "GET", "/api/health", 200, json, { status: "ok", stack: "test", slot: "0123456789ab", region: "us" }],
    ["a field deep inside", "PUT", "/api/availability/2026-05-23", 200, json, { day: { ...day, by: "me" } }],
    ["a value", "PUT", "/api/availability/2026-05-23", 200, json, { day: { ...day, answer: "perhaps" } }],
    ["a lack of a field", "GET", "/api/health", 200, json, { status: "ok" }],
    ["a problem type", "GET", "/api/crew", 403, problem, { type: "/problems/no-go", title: "No go", status: 403 }],
    [
      "a problem's status",
      "GET",
      "/api/crew",
      401,
      problem,
      { type: "/problems/not-signed-in", title: "No", status: 403 },
    ],
    [
      "a problem outside",
      "GET",
      "/api/nothing",
      404,
      problem,
      { type: "/problems/conflict", title: "No", status: 404 },
    ],
    ["a page outside", "GET", "/api/nothing", 404, { "content-type": "text/html" }, "<p>Nothing</p>"],
    ["a body", "GET", "/api/calendar/secret.ics", 304, {}, "BEGIN:VCALENDAR"],
  ])("%s", (_what, method, path, status, headers, body) => {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    expect(() => {
      requireDescribed(method, path, { status, headers: new Headers(headers), text });
    }).toThrow(/does not describe it/);
  });

  it.each([
    ["no time", {}, "Wait 2 minutes, then try again."],
    ["another time than it says", { "retry-after": "900" }, "Wait a quarter of an hour, then try again."],
    ["no whole number of seconds", { "retry-after": "0" }, "Wait 0 minutes, then try again."],
  ])("and so does a refusal for too much with %s", (_what, headers, detail) => {
    const text = JSON.stringify({ type: "/problems/throttled", title: "Too often", status: 429, detail });
    expect(() => {
      requireTimed("POST", "/api/link", { status: 429, headers: new Headers(headers), text });
    }).toThrow(/POST \/api\/link/);
  });

  it("unlike one that is", () => {
    const headers = new Headers({ "content-type": "application/json; charset=UTF-8" });
    requireDescribed("PUT", "/api/availability/2026-05-23", { status: 200, headers, text: JSON.stringify({ day }) });
    requireDescribed("HEAD", "/api/health", { status: 200, headers, text: "" });
  });
});
