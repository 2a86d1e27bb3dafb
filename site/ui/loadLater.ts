/** Loads what the first screens do without, as one part. No other file leads up to what stands above its room. */
export const loadLater = () => import("../later.ts");
