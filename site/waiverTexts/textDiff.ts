/** A paragraph of two texts laid beside each other. */
export interface DiffPart {
  readonly kind: "same" | "added" | "removed";
  readonly text: string;
}

/** Compares two texts paragraph by paragraph: what went and what came, in reading order. */
export function diffParagraphs(before: string, after: string): readonly DiffPart[] {
  const [old, now] = [split(before), split(after)];
  const common = commonLengths(old, now);
  const parts: DiffPart[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    const [was, is] = [old[i], now[j]];
    if (was !== undefined && was === is) {
      parts.push({ kind: "same", text: was });
      [i, j] = [i + 1, j + 1];
    } else if (was !== undefined && (is === undefined || at(common, i + 1, j) >= at(common, i, j + 1))) {
      parts.push({ kind: "removed", text: was });
      i += 1;
    } else {
      parts.push({ kind: "added", text: is ?? "" });
      j += 1;
    }
  }
  return parts;
}

/** Leaves out what is far from any change; `null` marks the places. */
export function nearChanges(parts: readonly DiffPart[]): readonly (DiffPart | null)[] {
  const changed = (part: DiffPart | undefined): boolean => part !== undefined && part.kind !== "same";
  const near = parts.map((part, index) =>
    changed(part) || changed(parts[index - 1]) || changed(parts[index + 1]) ? part : null,
  );
  return near.filter((part, index) => part !== null || near[index - 1] !== null);
}

function split(text: string): readonly string[] {
  return text
    .split(/\n\s*\n/)
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

/** How many paragraphs the rests from (i, j) on have in common, the classic table. */
function commonLengths(old: readonly string[], now: readonly string[]): readonly (readonly number[])[] {
  const table = Array.from({ length: old.length + 1 }, () => Array.from({ length: now.length + 1 }, () => 0));
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = now.length - 1; j >= 0; j -= 1) {
      const row = table[i];
      if (row !== undefined)
        row[j] = old[i] === now[j] ? at(table, i + 1, j + 1) + 1 : Math.max(at(table, i + 1, j), at(table, i, j + 1));
    }
  }
  return table;
}

function at(table: readonly (readonly number[])[], i: number, j: number): number {
  return table[i]?.[j] ?? 0;
}
