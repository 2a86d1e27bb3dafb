import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";

import { ANSWER_MS, FUNCTION_SECONDS, ORIGIN_SECONDS } from "../../rules/contract/function.ts";
import { contractValues, type Told } from "./support/contractValues.ts";
import { literalsOf } from "./support/literals.ts";
import { ELSEWHERE, productionFiles, toldTwice, toldTwiceIn } from "./support/toldTwice.ts";

const ROOT = join(import.meta.dirname, "../..");
let told: readonly Told[];
beforeAll(async () => {
  told = await contractValues(ROOT);
});

function find(source: string, path = "lambda/any.ts"): string[] {
  return toldTwice(told, path, source);
}

describe("What two sides agree on", () => {
  test("is told in the contract and nowhere else", () => {
    expect(toldTwiceIn(ROOT, told)).toEqual([]);
  });

  test("is looked for in every folder of production", () => {
    const folders = new Set(productionFiles(ROOT).map((path) => path.split("/")[0]));
    expect([...folders].sort()).toEqual(
      ["build", "edge", "index.ts", "infra", "lambda", "local", "ops", "rules", "site"].sort(),
    );
  });

  test("is excepted only where the exception is still needed", () => {
    const needless = Object.entries(ELSEWHERE).flatMap(([path, { texts }]) => {
      const written = new Set(literalsOf(path, readFileSync(join(ROOT, path), "utf8")).map(({ text }) => text));
      return texts.filter((text) => !written.has(text)).map((text) => `${path}: ${text}`);
    });
    expect(needless).toEqual([]);
  });

  test("has every kind of constant in it", () => {
    expect(told.map(({ text }) => text)).toEqual(
      expect.arrayContaining([
        "/_staging/",
        "[0-9a-f]{12}",
        "live",
        "x-scc-client",
        "x-amz-content-sha256",
        "x-viewer-address",
        "scc_session",
        "ShipCaptainCrew",
        "MailFailed",
        "scc.schedule",
        "outbox-sweep",
        "TABLE_NAME",
        "by-outbox",
        "session#",
        "/api/payment/log",
        "/g/",
        "scc:infra:Api",
      ]),
    );
  });

  test("gives the function less time than CloudFront, and CloudFront no more than the site", () => {
    expect(FUNCTION_SECONDS).toBeLessThan(ORIGIN_SECONDS);
    expect(ANSWER_MS).toBeGreaterThanOrEqual(ORIGIN_SECONDS * 1_000);
  });
});

describe("A copy of a constant", () => {
  test("is found whichever constant it is", () => {
    const missed = told.filter(({ text }) => find(`export const copy = ${JSON.stringify(text)};`).length === 0);
    expect(missed).toEqual([]);
  });

  test("is named with its file and line, and with the constant to take in its place", () => {
    expect(find('const a = 1;\nconst header = "x-scc-client";\n', "site/new.ts")).toEqual([
      "site/new.ts:2 tells x-scc-client, which is CLIENT_HEADER of rules/contract/",
    ]);
  });

  test.each([
    ["a template", "const path = `${url}/api/health`;"],
    ["a longer text", "const page = '<link href=\"/_staging/abc/app.css\">';"],
    ["a pattern", "const staged = /^\\/_staging\\/([0-9a-f]{12})$/;"],
    ["an attribute", 'const icon = <img src="/_staging/abc/icon.svg" />;'],
    ["the name of a header", 'const headers = { "x-scc-client": client };'],
    ["a list of its own", 'type Metric = "MailSent" | "MailFailed";'],
    ["a shape of its own", "const Variables = v.object({ TABLE_NAME: v.string() });"],
  ])("is found in %s", (_where, source) => {
    expect(find(source, "site/new.tsx")).not.toEqual([]);
  });

  test.each([
    ["a comment", "// POST /api/payment/log, with x-scc-client\n/** `/_staging/<slot>/` */\nexport {};"],
    ["an import", 'import type { Problem } from "../rules/contract/api/problem.ts";'],
    ["a name handed to a call that knows the names", 'log.metric("MailSent", 1);'],
    ["part of a longer word", 'const path = "/gmail/v1"; const folder = "cloud/api/x"; const id = /-[0-9a-f]{12}$/;'],
    ["a field that is called the same", "const pointers = { live: slot, previous: before };"],
  ])("is not seen in %s", (_where, source) => {
    expect(find(source)).toEqual([]);
  });
});
