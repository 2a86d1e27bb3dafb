import { headsOf, readHead, type Head } from "../../lambda/seals/head.ts";
import { sealOf, type Place, type Sealed } from "../../lambda/seals/seal.ts";
import { count } from "../cli/words.ts";
import type { Plain } from "../data/plain.ts";
import type { Problem, Unsealed } from "./findings.ts";

type Item = Readonly<Record<string, Plain>>;

/** A list of entries as it is stored, and what is stored beside it about its seals. */
export interface SealedList {
  readonly place: Place;
  /** Of one entry, such as "ledger entry", and of several. */
  readonly words: readonly [one: string, many: string];
  readonly entries: readonly Plain[];
  /** How many are said to be sealed, where that is counted. */
  readonly sealed?: number;
  /** When an entry was written, by the server. */
  readonly when: (entry: Item) => Plain | undefined;
}

/** What came of looking at seals. */
export interface SealsLooked {
  readonly problems: readonly Problem[];
  readonly unsealed: readonly Unsealed[];
}

/** Recomputes the seals of a list's entries over all that is stored of them, and counts them. */
export function verifyList({ place, words: [one, many], entries, sealed, when }: SealedList): SealsLooked {
  const items = entries.filter(isItem);
  const carrying = items.filter(({ seal }) => seal !== undefined);
  const broken = carrying.filter((item) => item["seal"] !== sealOf(place, item));
  const without = items.filter(({ seal }) => seal === undefined);
  return {
    problems: [
      ...broken.map((item) => ({
        text: `The ${one} ${nameOf(item, when)} was changed after it was written: its seal is not that of what it holds.`,
      })),
      ...(sealed === undefined || sealed === carrying.length
        ? []
        : [
            {
              text: `${String(sealed)} of its ${many} were sealed as they were written, and ${count(carrying.length, "carries a seal", "carry one")}.`,
              stored: String(sealed),
              computed: String(carrying.length),
            },
          ]),
    ],
    unsealed: without.length === 0 ? [] : [unsealedOf([one, many], without.map(when))],
  };
}

/** Tells of things without a seal, and when the last of them was written. */
export function unsealedOf(words: Unsealed["words"], instants: readonly (Plain | undefined)[]): Unsealed {
  const told = instants.filter((instant) => typeof instant === "string").sort();
  return { words, number: instants.length, last: told.at(-1) };
}

/** Compares a list with a head of it that was written down before: what it had then, it must still begin with. */
export function verifyHead(
  { place, many, entries, who }: { place: Place; many: string; entries: readonly Sealed[]; who: string },
  head: Head,
): Problem[] {
  if (head.entries > entries.length)
    return [
      {
        text: `${who.charAt(0).toUpperCase()}${who.slice(1)} knows of ${count(head.entries, "entry", "entries")} among its ${many}, and there are ${String(entries.length)}.`,
        stored: String(head.entries),
        computed: String(entries.length),
      },
    ];
  const computed = headsOf(place, entries)[head.entries];
  if (computed?.sha256 === head.sha256) return [];
  return [
    {
      text: `The first ${String(head.entries)} of its ${many} are not those that ${who} knows: one was changed, put in another place, or replaced.`,
      stored: head.sha256,
      ...(computed === undefined ? {} : { computed: computed.sha256 }),
    },
  ];
}

/**
 * The same of a head that is stored beside its list. It was written with the last entry that was decided on all those before
 * it, which `until` tells: one of an earlier time, or none, was put there by hand.
 */
export function verifyStoredHead(
  list: { place: Place; many: string; entries: readonly Sealed[] },
  { text, until }: { text: Plain | undefined; until: number },
): Problem[] {
  const head = typeof text === "string" ? readHead(text) : undefined;
  if (text === undefined && until === 0) return [];
  if (head?.entries !== until)
    return [
      {
        text: `What its ${list.many} came to was written down with the ${ordinal(until)} of them, and is not what is stored of it.`,
        stored: tell(text) ?? "none",
      },
    ];
  return verifyHead({ ...list, who: "what is stored of them" }, head);
}

/** Checks a list that is only added to, with what it comes to written beside it: its seals, their number and their order. */
export function verifyAppended(
  item: Item,
  list: "departures" | "moves" | "call_off_log",
  { place, words, entries, when }: Omit<SealedList, "entries" | "sealed"> & { readonly entries: readonly Sealed[] },
): SealsLooked {
  const { problems, unsealed } = verifyList({ place, words, entries: listIn(item, list), when });
  const head = verifyStoredHead(
    { place, many: words[1], entries },
    { text: item[`${list}_head`], until: lengthUntil(entries, ({ seal }) => seal !== undefined) },
  );
  return { problems: [...problems, ...head], unsealed };
}

/** How many entries of a list go up to the last one that fits. */
export function lengthUntil<Entry>(entries: readonly Entry[], fits: (entry: Entry) => boolean): number {
  return entries.findLastIndex(fits) + 1;
}

/** Reads an attribute that is a list; what is none is told by the reader of its item. */
export function listIn(item: Item, name: string): readonly Plain[] {
  const list = item[name];
  return Array.isArray(list) ? (list as readonly Plain[]) : [];
}

/** Tells whether a stored value is a map. */
export function isItem(value: Plain | undefined): value is Item {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Set);
}

function ordinal(number: number): string {
  return number === 0 ? "none" : `entry no. ${String(number)}`;
}

function nameOf(item: Item, when: SealedList["when"]): string {
  return `of ${tell(when(item)) ?? "an unknown instant"} (${tell(item["id"]) ?? "no id"})`;
}

function tell(value: Plain | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}
