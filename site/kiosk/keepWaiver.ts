import { LANGUAGES } from "../../rules/words/language.ts";
import { slotFolderShape } from "../../rules/contract/slots.ts";
import { waiverPath } from "../../rules/contract/slug.ts";
import { WAIVERS_CACHE } from "../device/names.ts";

const ASSET = new RegExp(`${slotFolderShape()}/[\\w.-]+`, "g");

/** Keeps a charter's waiver page in every language, with its script and style, for a kiosk without a signal. Tells whether all of it is here. */
export async function keepWaiver(slug: string): Promise<boolean> {
  if (!("caches" in globalThis)) return false;
  const cache = await caches.open(WAIVERS_CACHE);
  const paths = ["?kiosk", ...LANGUAGES.map((language) => `?kiosk&lang=${language}`)].map(
    (query) => waiverPath(slug) + query,
  );
  const kept = await Promise.all(paths.map((path) => keepPage(cache, path)));
  return kept.every(Boolean);
}

async function keepPage(cache: Cache, path: string): Promise<boolean> {
  try {
    const page = await fetch(path, { cache: "no-store" }).catch(() => undefined);
    // Without a network, what was kept earlier will do.
    if (page === undefined) return (await cache.match(path, { ignoreVary: true })) !== undefined;
    if (!page.ok) return false;
    const html = await page.clone().text();
    // The page is pinned to the build of its server, which need not be the dashboard's own.
    const assets = new Set([...html.matchAll(ASSET)].map(([asset]) => asset));
    for (const asset of assets) if (asset.endsWith("/waiver.js")) assets.add(asset.replace("/waiver.js", "/kiosk.js"));
    await Promise.all(
      [...assets].map(async (asset) => {
        if ((await cache.match(asset)) === undefined) await cache.add(asset);
      }),
    );
    await cache.put(path, page);
    return true;
  } catch {
    return false;
  }
}
