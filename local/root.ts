import { dirname } from "node:path";

/** The repository's root. start.js keeps `import.meta.dirname` of this file when it bundles the command. */
export const PROJECT_ROOT = dirname(import.meta.dirname);
