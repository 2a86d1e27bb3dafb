import * as v from "valibot";

export type Path = readonly (string | number)[];

const Keyed = v.record(v.string(), v.unknown());
const Items = v.array(v.unknown());

/** Reads the value at a path of keys and indexes; undefined where the path ends early. */
export function valueAt(value: unknown, path: Path): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (typeof key === "number") return v.is(Items, value) ? valueAt(value[key], rest) : undefined;
  return v.is(Keyed, value) ? valueAt(value[key], rest) : undefined;
}

/** Reads the list at a path; empty where there is none. */
export function listAt(value: unknown, path: Path): readonly unknown[] {
  const found = valueAt(value, path);
  return v.is(Items, found) ? found : [];
}

/** Reads the text at a path; empty where there is none. */
export function textAt(value: unknown, path: Path): string {
  const found = valueAt(value, path);
  return typeof found === "string" ? found : "";
}

/** Copies a value with another at the path, undefined removing it. A text on the way is read and written as JSON. */
export function withValueAt(value: unknown, path: Path, next: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return next;
  if (typeof value === "string") return JSON.stringify(withValueAt(JSON.parse(value), path, next));
  if (typeof key === "number") {
    return Object.assign([...v.parse(Items, value ?? [])], { [key]: withValueAt(valueAt(value, [key]), rest, next) });
  }
  const keyed = v.parse(Keyed, value ?? {});
  const changed = withValueAt(keyed[key], rest, next);
  const others = Object.entries(keyed).filter(([name]) => name !== key);
  return Object.fromEntries(changed === undefined ? others : [...others, [key, changed]]);
}

/** Lists every text in a value, however deep. */
export function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (v.is(Items, value)) return value.flatMap(textsIn);
  return v.is(Keyed, value) ? Object.values(value).flatMap(textsIn) : [];
}
