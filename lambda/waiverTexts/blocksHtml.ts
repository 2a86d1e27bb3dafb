import { escapeHtml } from "../html/escape.ts";
import type { Block, Run } from "./blocks.ts";

/** HTML has no heading below this level. */
const LEVEL_MAX = 6;

/** Renders blocks as HTML, the first level of headings as `<h{top}>`. Only the tags written here can come out. */
export function renderBlocks(blocks: readonly Block[], top: number): string {
  return blocks.map((block) => renderBlock(block, top)).join("\n");
}

function renderBlock(block: Block, top: number): string {
  switch (block.kind) {
    case "heading": {
      const tag = `h${Math.min(top + block.level - 1, LEVEL_MAX)}`;
      return `<${tag}>${renderRuns(block.runs)}</${tag}>`;
    }
    case "paragraph":
      return `<p>${renderRuns(block.runs)}</p>`;
    case "list": {
      const items = block.items.map((item) => `<li>${renderItem(item, top)}</li>`).join("\n");
      if (block.start === null) return `<ul>\n${items}\n</ul>`;
      return `<ol${block.start === 1 ? "" : ` start="${block.start}"`}>\n${items}\n</ol>`;
    }
  }
}

/** An item of one paragraph is just its text. */
function renderItem(item: readonly Block[], top: number): string {
  const [first, ...rest] = item;
  if (first?.kind !== "paragraph") return renderBlocks(item, top);
  return renderRuns(first.runs) + rest.map((block) => `\n${renderBlock(block, top)}`).join("");
}

function renderRuns(runs: readonly Run[]): string {
  return joinLinks(runs)
    .map(({ href, html }) => (href === null ? html : renderLink(href, html)))
    .join("");
}

/** A link is one link, however many styles are in it. */
function joinLinks(runs: readonly Run[]): readonly { readonly href: string | null; readonly html: string }[] {
  return runs.reduce<{ href: string | null; html: string }[]>((joined, run) => {
    const last = joined.at(-1);
    if (last?.href !== run.href) return [...joined, { href: run.href, html: renderRun(run) }];
    return [...joined.slice(0, -1), { href: last.href, html: last.html + renderRun(run) }];
  }, []);
}

function renderRun({ text, strong, emphasis }: Run): string {
  const plain = escapeHtml(text);
  const slanted = emphasis ? `<em>${plain}</em>` : plain;
  return strong ? `<strong>${slanted}</strong>` : slanted;
}

/** Opens beside the page, so that a half-filled form stays where it is. */
function renderLink(href: string, html: string): string {
  return `<a href="${escapeHtml(href)}" target="_blank" rel="noopener noreferrer">${html}</a>`;
}
