import type { Block, Run } from "../waiverTexts/blocks.ts";
import { need, skip, type Sheet } from "./sheet.ts";
import { grouped } from "./tags.ts";
import { writeItem, writeText } from "./text.ts";
import type { Stretch } from "./wrap.ts";

const SIZE = 10;
const STEP = 18;

/** Writes a waiver's text, paragraph by paragraph. */
export function writeBlocks(sheet: Sheet, blocks: readonly Block[], indent = 0): void {
  for (const block of blocks) writeBlock(sheet, block, indent);
}

function writeBlock(sheet: Sheet, block: Block, indent: number): void {
  switch (block.kind) {
    case "heading":
      skip(sheet, 4);
      // Not alone at the foot of a page.
      need(sheet, 48);
      writeText(sheet, toStretches(block.runs, true), { tag: "H3", size: SIZE + Math.max(0, 2 - block.level), indent });
      skip(sheet, 2);
      return;
    case "paragraph":
      writeText(sheet, toStretches(block.runs), { tag: "P", size: SIZE, indent });
      skip(sheet, 5);
      return;
    case "list":
      grouped(sheet.tags, "L", () => {
        block.items.forEach((item, index) => {
          const mark = block.start === null ? "•" : `${block.start + index}.`;
          writeItem(sheet, mark, { size: SIZE, indent }, () => {
            writeBlocks(sheet, item, indent + STEP);
          });
        });
      });
  }
}

function toStretches(runs: readonly Run[], heading = false): readonly Stretch[] {
  return runs.map(({ text, strong, emphasis, href }) => ({
    text: withAddress(text, href),
    bold: strong || heading,
    slanted: emphasis,
  }));
}

/** Paper cannot be tapped: where a link's text does not say where it leads, the address follows it. */
function withAddress(text: string, href: string | null): string {
  const address = href?.replace(/^(?:https?:\/\/|mailto:|tel:)/, "").replace(/\/$/, "") ?? "";
  return text.includes(address) ? text : `${text} (${address})`;
}
