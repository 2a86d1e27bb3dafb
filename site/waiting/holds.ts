import { authorOf } from "./authorOf.ts";
import type { Entry } from "../offline/entry.ts";
import { placesOf, type Placed } from "../offline/queue.ts";

const ALSO_CLOSED = "as soon as there is a signal, also while this page is closed";
const WHEN_OPEN = "as soon as this page is open with a signal";

/** What the later of two changes is about as well, by the first word of its subject. */
const SAME: Readonly<Record<string, string>> = {
  patron: "the same patron",
  departure: "the departure record",
  briefing: "the briefing",
};

/** Says for whom or for what a write waits; undefined for one that only wants a signal. A refusal is told in the server's words. */
export function sayHold({ entry, hold }: Placed): { readonly title: string; readonly detail: string } | undefined {
  if (hold?.kind === "author")
    return { title: `Waits for ${authorOf(entry)}`, detail: "It is sent once they sign in on this device." };
  if (hold?.kind !== "behind") return undefined;
  const { first } = hold;
  const name = authorOf(first);
  const same = SAME[entry.write.subjects[0]?.split(":")[0] ?? ""] ?? "the same thing";
  const earlier = `“${first.write.sentence}”`;
  return first.refusal === null
    ? {
        title: `Waits behind a change of ${name}’s to ${same}`,
        detail: `${earlier} goes first: this is sent once ${name} has signed in on this device.`,
      }
    : {
        title: `Waits behind a refused change to ${same}`,
        detail: `Decide on ${earlier}: this follows by itself.`,
      };
}

/** Says when what is listed is sent, and how much of it is not. `closed`: the browser sends without a page, too. */
export function sayWhen(places: readonly Placed[], closed: boolean): string {
  const going = places.filter(({ hold }) => hold === undefined).length;
  const when = closed ? ALSO_CLOSED : WHEN_OPEN;
  if (going === places.length) return `Sent in this order ${when}.`;
  if (going === 0) return "A signal alone sends none of it: each says below what it waits for.";
  return `${going} of them ${going === 1 ? "is" : "are"} sent ${when}. The others say below what they wait for.`;
}

/** Says what "Send now" came to where that was nothing; undefined where something was sent or refused. */
export function saySent(before: readonly Entry[], after: readonly Entry[], account: string): string | undefined {
  const open = (entries: readonly Entry[]): ReadonlySet<number> =>
    new Set(entries.flatMap(({ seq, refusal }) => (refusal === null ? [seq] : [])));
  const left = open(after);
  if ([...open(before)].some((seq) => !left.has(seq))) return undefined;
  const going = placesOf(after, account).filter(({ hold }) => hold === undefined).length;
  return going === 0
    ? "Nothing was sent: each entry says below what it waits for."
    : "Nothing could be sent just now. This page tries again by itself.";
}
