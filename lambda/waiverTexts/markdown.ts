import { parse, postprocess, preprocess } from "micromark";

/** A stretch of text in one style, as it was written. */
interface RawRun {
  readonly text: string;
  readonly strong: boolean;
  readonly emphasis: boolean;
  /** Unchecked. */
  readonly href: string | null;
}

/** A part of a Markdown text. `rank` is the number of a heading's `#`. */
export type Piece =
  | { readonly kind: "heading"; readonly rank: number; readonly runs: readonly RawRun[] }
  | { readonly kind: "paragraph"; readonly runs: readonly RawRun[] }
  | { readonly kind: "list"; readonly start: number | null; readonly items: readonly (readonly Piece[])[] };

/** Markdown that no waiver needs. What is written in it shows as the plain text it is: HTML and pictures above all. */
const DISABLED = [
  "autolink",
  "blockQuote",
  "characterReference",
  "codeFenced",
  "codeIndented",
  "codeText",
  "definition",
  "hardBreakEscape",
  "htmlFlow",
  "htmlText",
  "labelStartImage",
  "setextUnderline",
  "thematicBreak",
];

/** Reads headings, paragraphs, lists, emphasis and links out of Markdown. */
export function readMarkdown(markdown: string): readonly Piece[] {
  const parser = parse({ extensions: [{ disable: { null: DISABLED } }] });
  const reader = createReader();
  for (const [step, token, context] of postprocess(parser.document().write(preprocess()(markdown, undefined, true)))) {
    // Only what a token is made of is cut out: micromark cannot cut out a whole list inside another one.
    if (step === "enter") reader.enter(token.type, () => context.sliceSerialize(token));
    else reader.exit(token.type);
  }
  return reader.pieces;
}

interface OpenList {
  start: number | null;
  readonly items: Piece[][];
}

/** Follows micromark's events; only what is named here comes through. */
function createReader() {
  const pieces: Piece[] = [];
  const lists: OpenList[] = [];
  let runs: RawRun[] | undefined;
  let rank = 0;
  let link = { from: 0, href: "" };
  const depth = { strong: 0, emphasis: 0, resource: 0 };

  const write = (text: string): void => {
    if (depth.resource === 0) runs?.push({ text, strong: depth.strong > 0, emphasis: depth.emphasis > 0, href: null });
  };
  const place = (piece: Piece): void => {
    (lists.at(-1)?.items.at(-1) ?? pieces).push(piece);
  };
  const close = (heading: boolean): void => {
    const text = join(runs ?? []);
    runs = undefined;
    if (text.length === 0) return;
    // A heading inside a list would break the page's outline: it is a strong line there.
    if (heading && lists.length > 0) place({ kind: "paragraph", runs: text.map((run) => ({ ...run, strong: true })) });
    else place(heading ? { kind: "heading", rank, runs: text } : { kind: "paragraph", runs: text });
  };

  const enters: Readonly<Record<string, (slice: () => string) => void>> = {
    listOrdered: () => {
      lists.push({ start: 1, items: [] });
    },
    listUnordered: () => {
      lists.push({ start: null, items: [] });
    },
    listItemPrefix: () => {
      lists.at(-1)?.items.push([]);
    },
    listItemValue: (slice) => {
      const list = lists.at(-1);
      if (list?.items.length === 1) list.start = Number(slice());
    },
    atxHeading: () => {
      [runs, rank] = [[], 0];
    },
    // The sequence that may close a heading does not count.
    atxHeadingSequence: (slice) => {
      rank ||= slice().length;
    },
    paragraph: () => {
      runs = [];
    },
    emphasis: () => {
      depth.emphasis += 1;
    },
    strong: () => {
      depth.strong += 1;
    },
    link: () => {
      link = { from: runs?.length ?? 0, href: "" };
    },
    resource: () => {
      depth.resource += 1;
    },
    resourceDestinationString: (slice) => {
      link.href = slice().replace(/\\([!-/:-@[-`{-~])/g, "$1");
    },
    data: (slice) => {
      write(slice());
    },
    characterEscapeValue: (slice) => {
      write(slice());
    },
    lineEnding: () => {
      write(" ");
    },
  };
  const exits: Readonly<Record<string, () => void>> = {
    emphasis: () => {
      depth.emphasis -= 1;
    },
    strong: () => {
      depth.strong -= 1;
    },
    resource: () => {
      depth.resource -= 1;
    },
    link: () => {
      runs = runs?.map((run, index) => (index < link.from ? run : { ...run, href: link.href }));
    },
    paragraph: () => {
      close(false);
    },
    atxHeading: () => {
      close(true);
    },
    listOrdered: endList,
    listUnordered: endList,
  };
  function endList(): void {
    const list = lists.pop();
    if (list !== undefined) place({ kind: "list", ...list });
  }
  return {
    pieces,
    enter: (type: string, slice: () => string): void => {
      enters[type]?.(slice);
    },
    exit: (type: string): void => {
      exits[type]?.();
    },
  };
}

/** Joins runs of the same style. */
function join(runs: readonly RawRun[]): readonly RawRun[] {
  return runs.reduce<RawRun[]>((joined, run) => {
    const last = joined.at(-1);
    if (last?.strong !== run.strong || last.emphasis !== run.emphasis || last.href !== run.href)
      return [...joined, run];
    return [...joined.slice(0, -1), { ...last, text: last.text + run.text }];
  }, []);
}
