import { expect, test } from "vitest";

import { judgeArchive, judgeEdge } from "../../../ops/doctor/builds.ts";
import { compareVersions, judgeNode, judgePackages } from "../../../ops/doctor/machine.ts";
import { judgeLogin, judgeVersion } from "../../../ops/doctor/pulumiCli.ts";
import { runChecks } from "../../../ops/doctor/runChecks.ts";
import { ok } from "../../../ops/doctor/finding.ts";

const MB = 1_024 * 1_024;

test.each([
  ["20.19.0", "20.19", 0],
  ["20.9.0", "20.19", -10],
  ["22.0.0", "20.19", 2],
  ["3.248.0-alpha.1", "3.248.0", 0],
])("version %s against %s", (a, b, difference) => {
  expect(compareVersions(a, b)).toBe(difference);
});

test("a Node that is too old is a problem, with the version to install", () => {
  expect(judgeNode("20.19.0", ">=20.19").state).toBe("ok");
  expect(judgeNode("20.18.3", ">=20.19")).toMatchObject({ state: "problem", command: "nvm install 20" });
});

test("packages that are missing or of another version are named, and npm ci mends them", () => {
  const declared = { hono: "4.13.19", valibot: "1.5.0", tsx: "4.23.15", yaml: "2.9.1" };
  const all = judgePackages(declared, new Map(Object.entries(declared)));
  const some = judgePackages(
    declared,
    new Map([
      ["hono", "4.13.18"],
      ["yaml", "2.9.1"],
    ]),
  );
  expect(all.state).toBe("ok");
  expect(some).toEqual({
    check: "packages",
    state: "problem",
    command: "npm ci",
    message: "hono is 4.13.18, not 4.13.19, valibot is missing, and 1 more are wrong.",
  });
});

test.each([
  ["v3.248.0\n", "ok"],
  ["v3.300.1\n", "ok"],
  ["v3.247.0\n", "warning"],
  ["v4.0.0\n", "problem"],
  ["pulumi?\n", "warning"],
])("a Pulumi CLI that says %j beside SDK 3.248.0 is %s", (output, state) => {
  expect(judgeVersion({ ok: true, output }, "3.248.0").state).toBe(state);
});

test("a missing CLI is one problem, not two: the login cannot be looked at", () => {
  const missing = { ok: false, missing: true, errors: "" } as const;
  expect([judgeVersion(missing, "3.248.0").state, judgeLogin(missing).state]).toEqual(["problem", "skipped"]);
});

test("a login names user and backend, without a password that the backend's URL may hold", () => {
  const output = JSON.stringify({ user: "ada", url: "s3://key:hush@bucket.example" });
  const finding = judgeLogin({ ok: true, output });
  expect(finding).toMatchObject({ state: "ok", message: "ada at s3://bucket.example." });
  expect(
    judgeLogin({ ok: false, missing: false, errors: "error: PULUMI_ACCESS_TOKEN must be set for login" }),
  ).toMatchObject({ state: "problem", command: "pulumi login" });
});

test("both of Lambda's archive limits count, and CloudFront's for the edge function", () => {
  expect(judgeArchive({ zipped: 50 * MB, unzipped: 250 * MB }).state).toBe("ok");
  expect(judgeArchive({ zipped: 50 * MB + 1, unzipped: MB }).state).toBe("problem");
  expect(judgeArchive({ zipped: MB, unzipped: 250 * MB + 1 }).state).toBe("problem");
  expect([judgeEdge(10_240).state, judgeEdge(10_241).state]).toEqual(["ok", "problem"]);
});

test("a check that throws and one that never ends hide no other, and say how to look again", async () => {
  const seen: string[] = [];
  const findings = await runChecks(
    [
      { name: "broken", run: () => Promise.reject(new Error("no such thing")) },
      { name: "endless", run: () => new Promise(() => undefined) },
      { name: "fine", run: () => Promise.resolve([ok("fine", "is.")]) },
    ],
    { again: "look again", progress: (text) => seen.push(text), milliseconds: 50 },
  );

  expect(findings.map(({ check, state, command }) => [check, state, command])).toEqual([
    ["broken", "warning", "look again"],
    ["endless", "warning", "look again"],
    ["fine", "ok", null],
  ]);
  expect(findings[0]?.message).toContain("no such thing");
  expect(seen[0]).toBe("Looking at broken, endless, fine");
  expect(seen).toContain("Waiting for endless");
});
