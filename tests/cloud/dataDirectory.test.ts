import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openDataDirectory } from "../../cloud/data/dataDirectory.ts";

test("a data directory has one owner at a time, and a lock of a dead process is taken over", () => {
  const path = mkdtempSync(join(tmpdir(), "scc-data-"));
  const first = openDataDirectory(path, false);
  expect(() => openDataDirectory(path, false)).toThrow(/Another local cloud \(process \d+\) uses/);
  first.release();
  writeFileSync(join(path, "lock"), "999999999");
  expect(() => {
    openDataDirectory(path, false).release();
  }).not.toThrow();
});
