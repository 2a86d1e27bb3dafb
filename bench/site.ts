import { brotliDecompressSync } from "node:zlib";

import { demoSlug } from "../local/demo.ts";
import { send, type Answer } from "./support/http.ts";
import type { Report, Row } from "./table.ts";

const DASHBOARD_WANTED = 40 * 1_024;
const WAIVER_WANTED = 20 * 1_024;

/** Measures what a browser fetches on a first visit, as the edge sends it to one that takes brotli. */
export async function measureSite(url: string): Promise<Report> {
  return {
    rows: [
      await rowOf("dashboard, first load", url, "/", DASHBOARD_WANTED),
      await rowOf("waiver page, first load", url, `/g/${demoSlug(new Date())}/waiver`, WAIVER_WANTED),
    ],
    notes: [
      "First load: bytes of the bodies over the wire (HTML, scripts, style sheets, icon), without headers and API answers.",
    ],
  };
}

async function rowOf(measure: string, url: string, path: string, wanted: number): Promise<Row> {
  const page = await fetchAsBrowser(url + path);
  let sent = page.body.length;
  let plain = textOf(page).length;
  for (const asset of assetsOf(textOf(page).toString())) {
    const answer = await fetchAsBrowser(url + asset);
    sent += answer.body.length;
    plain += textOf(answer).length;
  }
  return {
    measure,
    value: `${sent} bytes`,
    comparedWith: `uncompressed ${plain}`,
    ratio: sent / plain,
    wanted: `<= ${wanted}`,
    met: sent <= wanted,
  };
}

async function fetchAsBrowser(url: string): Promise<Answer> {
  const answer = await send(url, { headers: { "accept-encoding": "br" } });
  if (answer.status !== 200) throw new Error(`GET ${url} answered ${answer.status}.`);
  return answer;
}

function textOf({ headers, body }: Answer): Buffer {
  return headers["content-encoding"] === "br" ? brotliDecompressSync(body) : body;
}

/** The scripts, styles and icon that the page links in its slot, each once; manifest and home-screen icon come when it is used. */
function assetsOf(html: string): Set<string> {
  return new Set(
    [...html.matchAll(/(?:src|href)="(\/_staging\/[^"]+\.(?:js|css|svg))"/g)].map(([, path = ""]) => path),
  );
}
