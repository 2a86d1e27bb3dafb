import { DRAWN_BOX } from "../../rules/contract/api/signing.ts";
import type { SignatureRecord } from "../../rules/contract/api/waiver.ts";
import { MARGIN, TEXT_WIDTH, type Sheet } from "./sheet.ts";
import type { PaperWords } from "./words.ts";

/** How large a drawn signature is on paper, of how large it was drawn. */
const SCALE = 0.5;
const TYPED_SIZE = 20;

/** Writes the signature itself: strokes as they were drawn, or the name as it was typed, slanted. */
export function writeMark(sheet: Sheet, { signature, signer }: SignatureRecord, words: PaperWords): void {
  sheet.skip(8);
  // Heading, mark and name stay on one page.
  sheet.need(DRAWN_BOX.height * SCALE + 70);
  sheet.text([{ text: words.signature, bold: true }], { tag: "H2", size: 14 });
  const how = words[signature.method];
  if (signature.method === "drawn")
    sheet.strokes(readStrokes(signature.path), DRAWN_BOX.height * SCALE, `${words.signature}: ${signer.name}`);
  else {
    sheet.skip(6);
    sheet.text([{ text: signature.text, slanted: true }], { tag: "P", size: TYPED_SIZE, width: TEXT_WIDTH - MARGIN });
  }
  sheet.skip(4);
  sheet.rule();
  sheet.skip(4);
  sheet.text([{ text: signer.name, bold: true }, { text: ` · ${how}` }], { tag: "P", size: 9 });
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
