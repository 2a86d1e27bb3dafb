import type { Graph } from "../graph.ts";
import type { Registration } from "../monitor.ts";
import { listAt, valueAt, type Path } from "../policies/values.ts";

/** What AWS takes for one input of one resource type; the provider hands anything on, so only a deployment would tell. */
export interface Limit {
  readonly type: string;
  /** "*" stands for every item of a list. */
  readonly path: Path;
  readonly rule: Rule;
  /** Where AWS says so. */
  readonly source: string;
}

export interface Rule {
  readonly says: string;
  readonly allows: (value: unknown) => boolean;
  /** A value just inside and one just outside, by which the rule is tested itself. */
  readonly inside: unknown;
  readonly outside: unknown;
}

/** Takes text of so many characters that matches the pattern. */
export function text(min: number, max: number, pattern = /^.*$/su, sample = "x"): Rule {
  return {
    says: `${min} to ${max} characters that match ${String(pattern)}`,
    allows: (value) => typeof value === "string" && value.length >= min && value.length <= max && pattern.test(value),
    inside: sample.repeat(max),
    outside: sample.repeat(max + 1),
  };
}

/** Takes text of at most so many bytes. */
export function bytes(max: number): Rule {
  return {
    says: `at most ${max} bytes`,
    allows: (value) => typeof value === "string" && Buffer.byteLength(value) <= max,
    inside: "x".repeat(max),
    outside: `${"x".repeat(max - 1)}é`,
  };
}

/** Takes a whole number in a range. */
export function whole(min: number, max: number): Rule {
  return {
    says: `a whole number from ${min} to ${max}`,
    allows: (value) => Number.isInteger(value) && Number(value) >= min && Number(value) <= max,
    inside: max,
    outside: max + 1,
  };
}

/** Takes one of the values that AWS knows. */
export function oneOf(known: readonly (string | number)[]): Rule {
  return {
    says: `one of ${known.join(", ")}`,
    allows: (value) => known.some((one) => one === value),
    inside: known.at(-1),
    outside: "no-such-value",
  };
}

/** Takes a list of at most so many items. */
export function items(max: number): Rule {
  return {
    says: `at most ${max} items`,
    allows: (value) => Array.isArray(value) && value.length <= max,
    inside: Array<string>(max).fill("x"),
    outside: Array<string>(max + 1).fill("x"),
  };
}

/** Takes text that matches a pattern. */
export function matching(pattern: RegExp, inside: string, outside: string): Rule {
  return {
    says: `text that matches ${String(pattern)}`,
    allows: (value) => pattern.test(String(value)),
    inside,
    outside,
  };
}

/** Lists every breach of a limit in a graph, with the value, what AWS takes and where it says so. */
export function breaches(graph: Graph, { type, path, rule, source }: Limit): string[] {
  return graph.resources
    .filter((resource) => resource.type === type)
    .flatMap((resource) => {
      const wrong = found(resource, path).filter((value) => !rule.allows(value));
      return wrong.map(
        (value) =>
          `${type} "${resource.name}" ${path.join(".")} is ${shorten(value)}; AWS takes ${rule.says} (${source}).`,
      );
    });
}

function found(resource: Registration, path: Path): unknown[] {
  return spread(resource.inputs, path).filter((value) => value !== undefined);
}

function spread(value: unknown, path: Path): unknown[] {
  const at = path.indexOf("*");
  if (at === -1) return [valueAt(value, path)];
  return listAt(value, path.slice(0, at)).flatMap((item) => spread(item, path.slice(at + 1)));
}

function shorten(value: unknown): string {
  const written = JSON.stringify(value);
  return written.length > 80 ? `${written.slice(0, 80)}… (${written.length} characters)` : written;
}
