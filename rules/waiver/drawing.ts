import type { SignatureMark } from "../contract/api/waiver.ts";
import type { SigningProblem } from "./participants.ts";

/**
 * How much has to be drawn to be a signature, in units of the box (contract/api/signing.ts): a cross of two short strokes is
 * one, a dot is not, nor is where a finger rested.
 */
export const DRAWN_LENGTH_MIN = 40;

/** Finds what is wrong with a mark: a drawn one may be too little to be a signature. */
export function checkMark(mark: SignatureMark): readonly SigningProblem[] {
  if (mark.method === "typed" || drawnLength(mark.path) >= DRAWN_LENGTH_MIN) return [];
  return [{ field: "signature.path", code: "drawn-too-little", name: "" }];
}

/** Tells how long the pen strokes of a path are together: `M0 0L3 4M9 9L9 10` -> 6. */
export function drawnLength(path: string): number {
  return path
    .split("M")
    .map(pointsOf)
    .reduce((sum, points) => sum + strokeLength(points), 0);
}

type Point = readonly [x: number, y: number];

function pointsOf(stroke: string): readonly Point[] {
  return [...stroke.matchAll(/(\d+) (\d+)/g)].map(([, x, y]) => [Number(x), Number(y)]);
}

function strokeLength(points: readonly Point[]): number {
  return points.slice(1).reduce((sum, [x, y], place) => {
    const [fromX, fromY] = points[place] ?? [x, y];
    return sum + Math.hypot(x - fromX, y - fromY);
  }, 0);
}
