import { dirname } from "node:path";

/**
 * The cloud's own folder, in which the sources of its workers lie. Whoever bundles the cloud puts this file's place
 * where it asks for `import.meta.dirname`.
 */
export const CLOUD_ROOT = dirname(import.meta.dirname);
