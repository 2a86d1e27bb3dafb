import { readFile } from "node:fs/promises";

import { compress } from "../lambda/http/compress.ts";
import { renderWaiverPage } from "../lambda/waiver/page.ts";
import { textSha256 } from "../lambda/waiverTexts/shown.ts";
import { BUILT_IN } from "../lambda/waiverTexts/stored.ts";
import type { Language } from "../rules/words/language.ts";
import { shownText } from "../rules/waiver/text.ts";
import { linkedFiles, type SiteBuild } from "./site.ts";

const COMPANY = "Harbor Sailing Company";

/**
 * Weighs what a patron's phone fetches before it can sign, in bytes: the page as the Lambda renders and compresses it,
 * with the built-in text, and the files it links. How well CloudFront compresses those it does not say; on the fly it
 * comes close to what the Lambda does, and it leaves the same small ones as they are.
 */
export async function weighWaiverPage(
  { slot, directory, files }: SiteBuild,
  language: Language,
  coding: "br" | "gzip",
): Promise<number> {
  const page = renderPage(slot, language);
  const linked = await Promise.all(
    linkedFiles(page).map(async (path) => {
      const file = files.find((built) => built.path === path);
      if (file === undefined) throw new Error(`The waiver page links ${path}, which the site build has not.`);
      return weigh(await readFile(`${directory}/${path}`, "utf8"), file.contentType, coding);
    }),
  );
  return linked.reduce((sum, bytes) => sum + bytes, await weigh(page, "text/html", coding));
}

function renderPage(slot: string, language: Language): string {
  const text = shownText(BUILT_IN, language, COMPANY);
  return renderWaiverPage({
    slot,
    language,
    text,
    textSha256: textSha256(text),
    dock: { address: "", mapUrl: "" },
    companyName: COMPANY,
    kiosk: false,
    closes: "Sunday, May 24, 2026 at 12:00 PM EDT",
    timeZone: "America/New_York",
    slug: "2026-05-23-jane-afternoon",
    charter: { date: "2026-05-23", period: "afternoon", title: "Jane’s afternoon charter" },
  });
}

async function weigh(text: string, type: string, coding: string): Promise<number> {
  const sent = await compress(coding, new Response(text, { headers: { "content-type": type } }));
  return (await sent.arrayBuffer()).byteLength;
}
