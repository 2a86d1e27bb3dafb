/** One thing that is wrong, in words for the company's owner, and where one value stands against another, both values. */
export interface Problem {
  readonly text: string;
  readonly stored?: string;
  readonly computed?: string;
}

/** A problem and where it is. */
export interface Mismatch extends Problem {
  /** The charter's slug, or the partition of what is no charter. */
  readonly where: string;
  /** The sort key of the item. */
  readonly item: string;
}

/** What carries no seal, as a version before seals wrote it: what it says cannot be checked. */
export interface Unsealed {
  /** Of one such thing, and of several. */
  readonly words: readonly [one: string, many: string];
  readonly number: number;
  /** When the last of them was written, where that is known. */
  readonly last: string | undefined;
}

/** How much was looked at. */
export interface Looked {
  readonly charters: number;
  readonly entries: number;
  readonly signatures: number;
  readonly accounts: number;
  readonly others: number;
}

/** What came of looking at some items. */
export interface Findings {
  readonly looked: Looked;
  readonly mismatches: readonly Mismatch[];
  /** What only a newer version can read, and judge. Nothing is wrong with it that this one could see. */
  readonly newer: readonly Mismatch[];
  /** What lies where nothing of this program's does, by its key. */
  readonly unplaced: readonly Mismatch[];
  readonly unsealed: readonly PlacedUnsealed[];
}

/** What came of looking at what items of one partition say of those of another. */
export type Across = Pick<Findings, "mismatches" | "unsealed">;

/** What carries no seal, and where it is. */
export interface PlacedUnsealed extends Unsealed {
  readonly where: string;
}
