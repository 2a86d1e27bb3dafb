import { existsSync } from "node:fs";
import { mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as v from "valibot";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { makeLambda } from "../../build/lambda.ts";
import { rememberBuild } from "../../build/rememberBuild.ts";
import { makeSite } from "../../build/site.ts";

let root: string;
let builds: number;
let there: boolean;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "scc-build-"));
  [builds, there] = [0, true];
  for (const [path, text] of [
    ["package-lock.json", "{}"],
    ["tsconfig.json", "{}"],
    ["a.ts", "a"],
    ["b.ts", "b"],
  ] as const)
    await save(path, text);
});
afterEach(() => rm(root, { recursive: true }));

/** Saves a source, an hour ago by its time. */
async function save(path: string, text: string): Promise<void> {
  const then = Date.now() / 1000 - 3_600;
  await writeFile(join(root, path), text);
  await utimes(join(root, path), then, then);
}

function build(meanwhile = () => Promise.resolve()): Promise<number> {
  return rememberBuild(
    { root, file: "dist/last.json", schema: v.number(), holds: () => Promise.resolve(there) },
    async () => {
      builds += 1;
      const result = builds;
      await meanwhile();
      return { result, inputs: ["a.ts", "b.ts"] };
    },
  );
}

describe("a build", () => {
  it("is not made twice of the same bytes", async () => {
    expect([await build(), await build(), builds]).toEqual([1, 1, 1]);
  });

  it.each(["a.ts", "b.ts", "package-lock.json", "tsconfig.json"])(
    "is made anew once %s is different, and remembered again",
    async (path) => {
      await build();
      await save(path, "another");
      expect([await build(), await build(), builds]).toEqual([2, 2, 2]);
    },
  );

  it("is made anew when a source was saved while it ran: it may have read the one before", async () => {
    expect(await build(() => writeFile(join(root, "a.ts"), "saved"))).toBe(1);
    await save("a.ts", "saved");
    expect([await build(), await build()]).toEqual([2, 2]);
  });

  it("is made anew when what was built is gone, or a source, or when the memory makes no sense", async () => {
    await build();
    there = false;
    expect(await build()).toBe(2);
    there = true;
    await writeFile(join(root, "dist/last.json"), '{"key":');
    expect(await build()).toBe(3);
    await rm(join(root, "b.ts"));
    expect([await build(), await build()]).toEqual([4, 5]);
  });

  it("may be made by many at once", async () => {
    await Promise.all(Array.from({ length: 8 }, () => build()));
    const made = builds;
    await build();
    expect(builds).toBe(made);
  });
});

describe("what is built for a stack", () => {
  const OURS = join(import.meta.dirname, "../..");

  it.each([
    ["the site", makeSite, "site/app.tsx"],
    ["the function", makeLambda, "lambda/handler.ts"],
  ] as const)("names only files as what went into %s: else it would be made at every start", async (_, make, entry) => {
    const { inputs } = await make(root);
    expect(inputs).toContain(entry);
    expect(inputs.filter((path) => !existsSync(join(OURS, path)))).toEqual([]);
  });
});
