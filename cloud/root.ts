import { dirname, join } from "node:path";

/** The repository's root. start.js defines import.meta.dirname as this folder when it bundles local/. */
export const PROJECT_ROOT = dirname(import.meta.dirname);

/** Where bundles of the program and of the workers go; safe to delete at any time. */
export const BUNDLE_DIRECTORY = join(PROJECT_ROOT, "dist", "local");
