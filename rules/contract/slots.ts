/**
 * A slot: one uploaded build of the site, in a folder of its own whose name is the hash of its content.
 * Plain data, because the edge function and every phone bundle it as well.
 */

/** The folder of the site bucket that holds one folder for each uploaded build. */
export const STAGING_PREFIX = "/_staging/";
/** What a slot looks like. */
export const SLOT_PATTERN = /^[0-9a-f]{12}$/;
/** What sources write where the slot belongs; the build replaces it. As long as a slot, so that sizes do not change. */
export const SLOT_PLACEHOLDER = "__SCC_SLOT__";

/** The file of a slot that lists the others. */
export const SLOT_MANIFEST = "manifest.json";
/** The page of a slot that every address of the dashboard is answered with. */
export const SLOT_INDEX = "index.html";

/** Writes the pattern of a slot's folder without its last slash, to be put into a longer one. */
export function slotFolderShape(): string {
  return STAGING_PREFIX + SLOT_PATTERN.source.slice(1, -1);
}
