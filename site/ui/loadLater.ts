import { openOnce } from "../device/openOnce.ts";

/** Loads what neither the first screen nor the charter's page needs, as one part. No other file leads up to what stands above its room. */
export const loadLater = openOnce(() => import("../later.ts"));
