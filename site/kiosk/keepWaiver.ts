import { LANGUAGES } from "../../rules/words/language.ts";
import { ANSWER_MS } from "../../rules/contract/function.ts";
import { slotFolderShape } from "../../rules/contract/slots.ts";
import { waiverPath } from "../../rules/contract/slug.ts";
import { WAIVERS_CACHE } from "../device/names.ts";
import { STORAGE_MS } from "../device/deadlines.ts";
import { within } from "../device/within.ts";
import { keepsWrites } from "../offline/database.ts";
import { keepsPages } from "../offline/keepsPages.ts";
import type { Kept } from "./kept.ts";

const ASSET = new RegExp(`${slotFolderShape()}/[\\w.-]+`, "g");
/** A page, and then its files, may each take as long as any answer. */
const KEEPING_MS = 2 * ANSWER_MS;

/** Keeps a charter's waiver page in every language, with its script and style, for a kiosk without a signal. Never takes for ever. */
export async function keepWaiver(slug: string): Promise<Kept> {
  const keeps = await keepsPages();
  if (keeps !== "yes") return keeps === "no" ? "nothing" : "not-all";
  // A page that is here is of no use to whoever signs, where their signature is not kept.
  if (!(await keepsWrites())) return "nothing";
  try {
    const cache = await within(STORAGE_MS, caches.open(WAIVERS_CACHE));
    const queries = ["?kiosk", ...LANGUAGES.map((language) => `?kiosk&lang=${language}`)];
    const pages = queries.map((query) => keepPage(cache, waiverPath(slug) + query));
    return (await within(KEEPING_MS, Promise.all(pages))).every(Boolean) ? "all" : "not-all";
  } catch {
    return "not-all";
  }
}

async function keepPage(cache: Cache, path: string): Promise<boolean> {
  const page = await fetch(path, { cache: "no-store", signal: AbortSignal.timeout(ANSWER_MS) }).catch(() => undefined);
  // Without a network, what was kept earlier will do.
  if (page === undefined) return (await cache.match(path, { ignoreVary: true })) !== undefined;
  if (!page.ok) return false;
  const html = await page.clone().text();
  // The page is pinned to the build of its server, which need not be the dashboard's own.
  const assets = new Set([...html.matchAll(ASSET)].map(([asset]) => asset));
  for (const asset of assets) if (asset.endsWith("/waiver.js")) assets.add(asset.replace("/waiver.js", "/kiosk.js"));
  await Promise.all(
    [...assets].map(async (asset) => {
      if ((await cache.match(asset)) !== undefined) return;
      await cache.add(new Request(asset, { signal: AbortSignal.timeout(ANSWER_MS) }));
    }),
  );
  await cache.put(path, page);
  return true;
}
