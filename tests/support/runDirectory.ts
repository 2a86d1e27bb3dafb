import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** A directory that this run of the suite has to itself. */
    runDirectory: string;
  }
}

/** Makes the run's directory, and removes it when the run is over. */
export default function setUp(project: TestProject): () => void {
  const directory = mkdtempSync(join(tmpdir(), "scc-tests-"));
  project.provide("runDirectory", directory);
  return () => {
    rmSync(directory, { recursive: true, force: true });
  };
}
