import { readCharter, type RecordClient } from "../client/record.ts";
import { keepWaiver } from "../kiosk/keepWaiver.ts";
import { leastOf, type Kept } from "../kiosk/kept.ts";
import { momentLabel } from "../labels.ts";
import { NOT_ALL, type Readiness } from "./readiness.ts";

interface OneKept {
  readonly kept: Kept;
  /** When the charter that is here was read, where none came now. */
  readonly from: string | undefined;
}

/** Fetches charters and their waiver pages, to be kept on this device. */
export async function makeReady(
  client: RecordClient,
  slugs: readonly string[],
  timeZone: string,
  keep: (slug: string) => Promise<Kept> = keepWaiver,
): Promise<Readiness> {
  const all = await Promise.all(slugs.map((slug) => keepOne(client, slug, keep)));
  const kept = leastOf(all.map((one) => one.kept));
  if (kept === "not-all") return NOT_ALL;
  if (kept === "nothing")
    return { ready: false, text: "Nothing is kept here, as in a private window: this page works only with a signal." };
  const [oldest] = all.flatMap(({ from }) => from ?? []).sort();
  const text =
    oldest === undefined
      ? "Ready: today’s charters and their waivers are on this device."
      : `Ready with what was kept before: the charters are as of ${momentLabel(oldest, timeZone)}. Press again where there is a signal.`;
  return { ready: true, text };
}

async function keepOne(client: RecordClient, slug: string, keep: (slug: string) => Promise<Kept>): Promise<OneKept> {
  // The worker keeps a charter that passes through it: before the waiver is kept, it was not sure to be in charge.
  const waiver = await keep(slug);
  const event = await readCharter(client, slug);
  return event.ok ? { kept: waiver, from: event.keptAt } : { kept: leastOf([waiver, "not-all"]), from: undefined };
}
