import type { ScriptWords } from "../../rules/contract/api/waiverWords.ts";
import { element } from "./page.ts";
import { begin, extend, toBox, toPath, undo, type Strokes } from "./strokes.ts";

export interface Pad {
  readonly path: () => string;
  readonly clear: () => void;
}

/** Lets a person draw on the signature pad with finger, pen or mouse. */
export function createPad(words: ScriptWords["pad"], onChange: () => void): Pad {
  const pad = element("pad", SVGSVGElement);
  const ink = element("ink", SVGPathElement);
  let strokes: Strokes = [];
  let pen: number | undefined;

  function show(next: Strokes): void {
    strokes = next;
    ink.setAttribute("d", toPath(strokes));
    pad.setAttribute("aria-label", strokes.length === 0 ? words.empty : words.signed);
    onChange();
  }
  const place = (event: PointerEvent) => toBox({ x: event.clientX, y: event.clientY }, pad.getBoundingClientRect());

  pad.addEventListener("pointerdown", (event) => {
    // A second finger, or the palm, does not draw.
    if (pen !== undefined || event.button !== 0) return;
    pen = event.pointerId;
    pad.setPointerCapture(event.pointerId);
    show(begin(strokes, place(event)));
    event.preventDefault();
  });
  pad.addEventListener("pointermove", (event) => {
    if (event.pointerId === pen) show(extend(strokes, place(event)));
  });
  for (const end of ["pointerup", "pointercancel"] as const) {
    pad.addEventListener(end, (event) => {
      if (event.pointerId === pen) pen = undefined;
    });
  }
  pad.setAttribute("aria-label", words.empty);
  element("undo", HTMLButtonElement).addEventListener("click", () => {
    show(undo(strokes));
  });
  element("clear", HTMLButtonElement).addEventListener("click", () => {
    show([]);
  });
  return {
    path: () => toPath(strokes),
    clear: () => {
      show([]);
    },
  };
}
