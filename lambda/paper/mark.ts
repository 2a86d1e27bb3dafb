import { DRAWN_BOX } from "../../rules/contract/api/signing.ts";
import type { SignatureRecord } from "../../rules/contract/api/waiver.ts";
import { isolated } from "./isolated.ts";
import { isDrawable } from "./drawable.ts";
import { MARGIN, need, skip, TEXT_WIDTH, type Sheet } from "./sheet.ts";
import { writeRule, writeStrokes } from "./strokes.ts";
import { writeText } from "./text.ts";
import type { PaperWords } from "./words.ts";

/** How large a drawn signature is on paper, of how large it was drawn. */
const SCALE = 0.5;
const TYPED_SIZE = 20;

/** Writes the signature itself: strokes as they were drawn, or the name as it was typed, slanted. */
export function writeMark(sheet: Sheet, { signature, signer }: SignatureRecord, words: PaperWords): void {
  skip(sheet, 8);
  // Heading, mark and name stay on one page.
  need(sheet, DRAWN_BOX.height * SCALE + 70);
  writeText(sheet, [{ text: words.signature, bold: true }], { tag: "H2", size: 14 });
  if (!isDrawable(signature)) throw new RangeError("A signature of a newer kind cannot be drawn.");
  const how = words[signature.method];
  if (signature.method === "drawn")
    writeStrokes(sheet, readStrokes(signature.path), DRAWN_BOX.height * SCALE, `${words.signature}: ${signer.name}`);
  else {
    skip(sheet, 6);
    writeText(sheet, [{ text: signature.text, slanted: true }], {
      tag: "P",
      size: TYPED_SIZE,
      width: TEXT_WIDTH - MARGIN,
    });
  }
  skip(sheet, 4);
  writeRule(sheet);
  skip(sheet, 4);
  writeText(sheet, [{ text: isolated(signer.name), bold: true }, { text: ` · ${how}` }], { tag: "P", size: 9 });
}

/** Reads the path as the signing page writes it: `M x y L x y`, once a stroke. */
function readStrokes(path: string): readonly (readonly (readonly [number, number])[])[] {
  return path
    .split("M")
    .slice(1)
    .map((stroke) =>
      stroke.split("L").map((point) => {
        const [x = 0, y = 0] = point.split(" ").map(Number);
        // Three digits can say more than the box holds.
        return [Math.min(x, DRAWN_BOX.width) * SCALE, Math.min(y, DRAWN_BOX.height) * SCALE] as const;
      }),
    );
}
