import { DRAWN_BOX, DRAWN_MAX } from "../../rules/contract/api/signing.ts";

/** One point in the 600 x 200 box, in whole units. */
export interface Point {
  readonly x: number;
  readonly y: number;
}
export type Stroke = readonly Point[];
export type Strokes = readonly Stroke[];

/** Puts a pointer's place on the screen into the box, whatever size the pad has. */
export function toBox(
  at: { readonly x: number; readonly y: number },
  pad: Pick<DOMRect, "left" | "top" | "width" | "height">,
): Point {
  return {
    x: scale(at.x - pad.left, pad.width, DRAWN_BOX.width),
    y: scale(at.y - pad.top, pad.height, DRAWN_BOX.height),
  };
}

function scale(offset: number, size: number, box: number): number {
  return Math.min(box, Math.max(0, Math.round((offset / size) * box)));
}

/** Begins a stroke. */
export function begin(strokes: Strokes, point: Point): Strokes {
  return [...strokes, [point]];
}

/** Draws the last stroke on; a place it is at already adds nothing, and a full signature takes no more. */
export function extend(strokes: Strokes, point: Point): Strokes {
  const last = strokes.at(-1);
  const end = last?.at(-1);
  if (last === undefined || end === undefined || (end.x === point.x && end.y === point.y)) return strokes;
  const longer = [...strokes.slice(0, -1), [...last, point]];
  return toPath(longer).length > DRAWN_MAX ? strokes : longer;
}

/** Takes the last stroke back. */
export function undo(strokes: Strokes): Strokes {
  return strokes.slice(0, -1);
}

/** Writes strokes as the path the server takes: integer M and L only. A tap becomes a dot one unit long. */
export function toPath(strokes: Strokes): string {
  return strokes.map(strokePath).join("");
}

function strokePath(stroke: Stroke): string {
  const [first, ...rest] = stroke;
  if (first === undefined) return "";
  const dot = { x: first.x < DRAWN_BOX.width ? first.x + 1 : first.x - 1, y: first.y };
  return `M${first.x} ${first.y}${(rest.length === 0 ? [dot] : rest).map(({ x, y }) => `L${x} ${y}`).join("")}`;
}
