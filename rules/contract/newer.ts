import * as v from "valibot";

declare const newer: unique symbol;
/**
 * A word that this version does not know: a later one wrote it before a release was taken back, or an answer is of a later
 * one. It stays what it is. Its type is one word's, so that the compiler tells it from the others, and asks for it in
 * every switch and table.
 */
export type Newer = "newer" & { readonly [newer]: true };

/** Makes the schema of a stored or answered word: one of these, or a newer version's. */
export function wordOrNewer<const Word extends string>(words: readonly Word[]) {
  return v.union([v.picklist(words), v.custom<Newer>((word) => typeof word === "string")]);
}

type Variant<Key extends string> = v.ObjectSchema<
  v.ObjectEntries & Readonly<Record<Key, v.GenericSchema<unknown, string>>>,
  undefined
>;

/**
 * Makes the schema of something stored or answered that there are several kinds of, told apart by `key`. Of a newer kind
 * only what all share is known. One of a known kind must be as that kind is: what is broken is no news.
 */
export function orNewer<
  const Key extends string,
  const Known extends readonly Variant<Key>[],
  const Shared extends v.ObjectEntries,
>(key: Key, known: Known, shared: Shared) {
  const kind = v.custom<Newer>(
    (word) => typeof word === "string" && !known.some(({ entries }) => v.is(entries[key], word)),
  );
  // A computed name widens to any string, and this object has exactly one.
  const told = { [key]: kind } as Readonly<Record<Key, typeof kind>>;
  return v.variant(key, [...known, v.object({ ...shared, ...told })]);
}

/** Tells whether something is of a kind that this version knows, by the schema that `orNewer` made of its kinds. */
export function isKnownKind<Thing extends { readonly kind: string }>(
  { options }: { readonly options: readonly { readonly entries: { readonly kind: v.GenericSchema } }[] },
  thing: Thing,
): thing is Exclude<Thing, { readonly kind: Newer }> {
  const newerKind = options.at(-1)?.entries.kind;
  return newerKind === undefined || !v.is(newerKind, thing.kind);
}

/** Finds what stands in a table for a word; undefined for a newer version's. */
export function lookUp<Word extends string, Value>(
  table: Readonly<Record<Word, Value>>,
  word: Word | Newer,
): Value | undefined {
  return isKnown(table, word) ? table[word] : undefined;
}

function isKnown<Word extends string>(table: Readonly<Record<Word, unknown>>, word: Word | Newer): word is Word {
  return Object.hasOwn(table, word);
}
