/** The slot of the build that this code belongs to; the build puts it here. */
export const SLOT = "__SCC_SLOT__";

/** Starts the name of every slot's cache of the dashboard's own files. */
export const SHELL_PREFIX = "scc-shell-";
export const SHELL_CACHE = SHELL_PREFIX + SLOT;
/** The last good answers of the API: personal, so wiped when somebody signs out. */
export const ANSWERS_CACHE = "scc-answers";
/** Waiver pages made ready for a kiosk, with their script and style. */
export const WAIVERS_CACHE = "scc-waivers";

/** On an answer that was kept: when it was fresh, as a UTC instant. */
export const KEPT_AT = "x-scc-kept-at";
/** Names the lock that lets one tab, or the worker, send at a time; the channel that tells all; and the background sync. */
export const QUEUE_NAME = "scc-queue";
