import type { BrowserKind } from "../device/browser.ts";
import type { Entry } from "../offline/entry.ts";

/** How long a browser keeps what waits: it has promised to; an ordinary tab of Safari's a week; or until it needs the room. */
export type HowLong = "promised" | "week" | "while-room";

/**
 * Tells how long what is kept here lasts. WebKit deletes what scripts have stored after seven days of use without a visit,
 * but not of apps on the home screen (webkit.org, "Full Third-Party Cookie Blocking and More", 2020), nor where it has
 * promised to keep it ("Updates to Storage Policy", 2023).
 */
export function howLong(lasts: boolean | undefined, { webkit, installed }: BrowserKind): HowLong {
  if (lasts === true) return "promised";
  return webkit && !installed ? "week" : "while-room";
}

/** The instant, by this device, since when the oldest of what waits has waited. */
export function waitingSince(entries: readonly Entry[]): string | undefined {
  return entries.map(({ write }) => write.at).sort((a, b) => Date.parse(a) - Date.parse(b))[0];
}
