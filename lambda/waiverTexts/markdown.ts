import { fromMarkdown } from "mdast-util-from-markdown";

type Node = ReturnType<typeof fromMarkdown>["children"][number];
type Leaf = Extract<Node, { type: "heading" | "paragraph" }>;
type Phrase = Leaf["children"][number];

/** A stretch of text in one style, as it was written. */
interface RawRun {
  readonly text: string;
  readonly strong: boolean;
  readonly emphasis: boolean;
  /** Unchecked. */
  readonly href: string | null;
}

type Style = Omit<RawRun, "text">;

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

const PLAIN: Style = { strong: false, emphasis: false, href: null };

/** Reads headings, paragraphs, lists, emphasis and links out of Markdown. */
export function readMarkdown(markdown: string): readonly Piece[] {
  const { children } = fromMarkdown(markdown, { extensions: [{ disable: { null: DISABLED } }] });
  return children.flatMap((node) => readNode(node, false));
}

/** Only what is named here comes through, whatever else a reader of Markdown may know. */
function readNode(node: Node, listed: boolean): readonly Piece[] {
  if (node.type === "heading" || node.type === "paragraph") return readLeaf(node, listed);
  if (node.type !== "list") return [];
  const items = node.children.map((item) => item.children.flatMap((child) => readNode(child, true)));
  return [{ kind: "list", start: node.start ?? null, items }];
}

function readLeaf(node: Leaf, listed: boolean): readonly Piece[] {
  const runs = join(node.children.flatMap((child) => readRuns(child, PLAIN)));
  if (runs.length === 0) return [];
  if (node.type === "paragraph") return [{ kind: "paragraph", runs }];
  // A heading inside a list would break the page's outline: it is a strong line there.
  if (listed) return [{ kind: "paragraph", runs: runs.map((run) => ({ ...run, strong: true })) }];
  return [{ kind: "heading", rank: node.depth, runs }];
}

function readRuns(node: Phrase, style: Style): readonly RawRun[] {
  const within = (children: readonly Phrase[], changes: Partial<Style>): readonly RawRun[] =>
    children.flatMap((child) => readRuns(child, { ...style, ...changes }));
  if (node.type === "text") return [{ text: node.value.replace(/\r\n|[\r\n]/g, " "), ...style }];
  if (node.type === "break") return [{ text: " ", ...style }];
  if (node.type === "strong") return within(node.children, { strong: true });
  if (node.type === "emphasis") return within(node.children, { emphasis: true });
  if (node.type === "link") return within(node.children, { href: node.url });
  return [];
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
