import { watch } from "node:fs";
import { relative, join } from "node:path";
import type { Cloud } from "../cloud/cloud.ts";
import { promoteBuilt } from "./release.ts";
import { PROJECT_ROOT } from "./root.ts";

const WATCHED = ["index.ts", "infra", "edge", "lambda", "site", "rules", "build"];
// Editors write a file in several steps.
const QUIET_MILLISECONDS = 80;

/** Rebuilds the running cloud when a source changes and makes the new site live; after a failed build the old parts keep running. */
export function watchSources(cloud: Cloud, report: (text: string) => void): () => void {
  const changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let turn: Promise<void> = Promise.resolve();
  const note = (folder: string, name: string | null): void => {
    changed.add(name === null || folder.endsWith(".ts") ? folder : join(folder, name));
    clearTimeout(timer);
    timer = setTimeout(() => {
      const files = [...changed];
      changed.clear();
      turn = turn.then(() => rebuild(cloud, files, report));
    }, QUIET_MILLISECONDS);
  };
  const watchers = WATCHED.map((path) =>
    watch(join(PROJECT_ROOT, path), { recursive: true }, (_event, name) => {
      note(path, name);
    }),
  );
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}

async function rebuild(cloud: Cloud, files: readonly string[], report: (text: string) => void): Promise<void> {
  const started = performance.now();
  const names = files.map((file) => relative(PROJECT_ROOT, join(PROJECT_ROOT, file))).join(", ");
  try {
    await cloud.reload();
    const slot = await promoteBuilt(cloud);
    const news = slot === undefined ? "" : `, slot ${slot} is live`;
    report(`rebuilt in ${Math.round(performance.now() - started)} ms after ${names}${news}`);
  } catch (fault) {
    report(
      `build failed after ${names}; the version before keeps running\n${fault instanceof Error ? fault.message : String(fault)}`,
    );
  }
}
