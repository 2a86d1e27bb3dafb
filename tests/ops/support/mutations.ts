import type { Attribute, Attributes } from "../../../ops/data/attributes.ts";

/** One thing done to an item past the program: what, where in it, and the item then. */
export interface Mutation {
  readonly deed: "changed" | "taken out" | "added to" | "doubled" | "swapped with the next";
  /** Names and places from the outside in, such as `payment_log.0.method`. */
  readonly where: string;
  readonly item: Attributes;
}

type Step = string | number;

/** Lists all that can be done to one place of an item: each leaf changed, each part taken out, each list reordered, each map and set added to. */
export function mutationsOf(item: Attributes): Mutation[] {
  return inMap(item, [], (changed) => changed);
}

type Put<Part> = (part: Part) => Attributes;

function inMap(map: Attributes, path: readonly Step[], put: Put<Attributes>): Mutation[] {
  const own = path.length === 0 ? [] : [made("added to", path, put({ ...map, stray: { S: "put in by hand" } }))];
  return [
    ...own,
    ...Object.entries(map)
      .filter(([name]) => path.length > 0 || (name !== "event_id" && name !== "timestamp"))
      .flatMap(([name, value]) => [
        made(
          "taken out",
          [...path, name],
          put(Object.fromEntries(Object.entries(map).filter(([other]) => other !== name))),
        ),
        ...inValue(value, [...path, name], (part) => put({ ...map, [name]: part })),
      ]),
  ];
}

function inValue(value: Attribute, path: readonly Step[], put: Put<Attribute>): Mutation[] {
  if ("M" in value) return inMap(value.M, path, (part) => put({ M: part }));
  if ("L" in value) return inList(value.L, path, put);
  if ("SS" in value) return inSet(value.SS, path, put);
  return [made("changed", path, put(another(value)))];
}

function inList(list: readonly Attribute[], path: readonly Step[], put: Put<Attribute>): Mutation[] {
  return list.flatMap((value, index) => {
    const at = [...path, index];
    const next = list[index + 1];
    return [
      made("taken out", at, put({ L: list.toSpliced(index, 1) })),
      made("doubled", at, put({ L: list.toSpliced(index, 0, value) })),
      ...(next === undefined || JSON.stringify(next) === JSON.stringify(value)
        ? []
        : [made("swapped with the next", at, put({ L: list.toSpliced(index, 2, next, value) }))]),
      ...inValue(value, at, (part) => put({ L: list.with(index, part) })),
    ];
  });
}

function inSet(members: readonly string[], path: readonly Step[], put: Put<Attribute>): Mutation[] {
  const taken = members.map((member, index) => {
    const left = members.filter((other) => other !== member);
    return made("taken out", [...path, index], put(left.length === 0 ? { SS: ["none"] } : { SS: left }));
  });
  return [...taken, made("added to", path, put({ SS: [...members, "put in by hand"] }))];
}

function another(value: Attribute): Attribute {
  if ("S" in value) return { S: alike(value.S) };
  if ("N" in value) return { N: String(Number(value.N) + 1) };
  if ("BOOL" in value) return { BOOL: !value.BOOL };
  return { S: "put in by hand" };
}

/** Another text of the same shape, which its reader takes: an hour, a digit or a letter is another one. */
function alike(text: string): string {
  const instant = /T(\d\d):/.exec(text);
  if (instant !== null) return text.replace(/T\d\d:/, instant[1] === "11" ? "T12:" : "T11:");
  const last = text.at(-1) ?? "";
  return `${text.slice(0, -1)}${last === "1" ? "2" : /\d/.test(last) ? "1" : last === "a" ? "b" : "a"}`;
}

function made(deed: Mutation["deed"], path: readonly Step[], item: Attributes): Mutation {
  return { deed, where: path.join("."), item };
}
