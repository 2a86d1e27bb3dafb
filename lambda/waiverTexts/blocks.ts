import { fillIn } from "../../rules/words/fillIn.ts";
import type { ShownText } from "../../rules/waiver/text.ts";
import { readMarkdown, type Piece } from "./markdown.ts";

/** A stretch of text in one style. */
export interface Run {
  readonly text: string;
  readonly strong: boolean;
  readonly emphasis: boolean;
  /** Where it leads, an absolute http, https, mailto or tel address; null for plain text. */
  readonly href: string | null;
}

/** What a waiver's text is made of, whatever it is shown on. A heading's level starts at 1 and never skips one. */
export type Block =
  | { readonly kind: "heading"; readonly level: number; readonly runs: readonly Run[] }
  | { readonly kind: "paragraph"; readonly runs: readonly Run[] }
  | {
      readonly kind: "list";
      /** Of the first item; null where the items have bullets. */
      readonly start: number | null;
      readonly items: readonly (readonly Block[])[];
    };

/** Reads a text's Markdown as blocks, with the company's name in its places. */
export function toBlocks({ markdown, company }: Pick<ShownText, "markdown" | "company">): readonly Block[] {
  const ranks: number[] = [];
  const levelOf = (rank: number): number => {
    while ((ranks.at(-1) ?? 0) >= rank) ranks.pop();
    return ranks.push(rank);
  };
  const toBlock = (piece: Piece): Block => {
    if (piece.kind === "list")
      return { kind: "list", start: piece.start, items: piece.items.map((item) => item.map(toBlock)) };
    const runs = piece.runs.map((run) => ({ ...run, text: fillIn(run.text, { company }), href: safeHref(run.href) }));
    return piece.kind === "heading"
      ? { kind: "heading", level: levelOf(piece.rank), runs }
      : { kind: "paragraph", runs };
  };
  return readMarkdown(markdown).map(toBlock);
}

const PROTOCOLS: ReadonlySet<string> = new Set(["http:", "https:", "mailto:", "tel:"]);

/** Only these lead anywhere: a script's address, or one that hides what it is, shows as plain text. */
function safeHref(href: string | null): string | null {
  if (href === null || !URL.canParse(href)) return null;
  const url = new URL(href);
  return PROTOCOLS.has(url.protocol) ? url.href : null;
}
