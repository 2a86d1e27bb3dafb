import { isMap } from "./keepNewer.ts";
import { stepsOf, type Path, type Update } from "./update.ts";

/** Finds the attribute of an item that keeps an update from being written: no list, number, set or map where it needs one. */
export function findMisfit(
  item: unknown,
  { set = [], append = [], add = [], remove = [] }: Update,
): string | undefined {
  const stored = isMap(item) ? item : {};
  const needs: readonly (readonly [Path, (value: unknown) => boolean])[] = [
    ...[...set.map(([path]) => path), ...remove].filter(isInside).map((path) => [path, isMap] as const),
    ...append.map(([path]) => [path, Array.isArray] as const),
    ...add.map(([path, by]) => [path, typeof by === "number" ? isNumber : isSet] as const),
  ];
  const misfit = needs.find(([path, fits]) => {
    const value = stored[attributeOf(path)];
    return isInside(path) ? !isMap(value) : value !== undefined && !fits(value);
  });
  return misfit && attributeOf(misfit[0]);
}

/** The attribute of an item that a path leads to, or into. */
export function attributeOf(path: Path): string {
  const [attribute = ""] = stepsOf(path);
  return attribute;
}

function isInside(path: Path): boolean {
  return stepsOf(path).length > 1;
}

function isNumber(value: unknown): boolean {
  return typeof value === "number";
}

function isSet(value: unknown): boolean {
  return value instanceof Set;
}
