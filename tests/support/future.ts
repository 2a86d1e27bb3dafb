import * as v from "valibot";

/** What a value of the future looks like: a word, and a field with something in it. */
export const WORD = "from-the-future";
const FIELD = "from_the_future";
const CONTENT = { deep: ["kept"] };

/** A place in a value: names and indexes from the outside in. */
type Place = readonly (string | number)[];

/** One thing that a later version wrote: where, and what stands there then. */
export interface Future {
  readonly place: Place;
  readonly content: unknown;
}

/** The parts of a schema, whatever sort of schema it is. */
interface Parts {
  readonly type: string;
  readonly entries?: Readonly<Record<string, Schema>>;
  readonly item?: Schema;
  readonly key?: unknown;
  readonly value?: Schema;
  readonly wrapped?: Schema;
  readonly options?: readonly unknown[];
  readonly literal?: unknown;
  readonly pipe?: readonly [Schema, ...unknown[]];
}
type Schema = v.GenericSchema & Parts;

/** Texts of which each field that checks its text takes one. */
const TEXTS = [
  "2026-05-23-jane-afternoon",
  "2026-05-23T18:00:00.000Z",
  "2026-05-23",
  "0b8f4d4e-6c0f-4d5e-9f3c-5d0f4b1c2a3d",
  "jane@example.com",
  "14:30",
  "USD",
  "a".repeat(64),
  "M1 1L2 2",
  "/calendar/secret.ics",
  "+1 (305) 555-0142",
  "/api/calendar/secret.ics",
];

/** Makes values of a schema, such that each kind of each variant in it is in one of them. */
export function samplesOf(schema: v.GenericSchema): unknown[] {
  const { type, entries, item, value, wrapped, options, literal, pipe } = schema as Schema;
  if (entries !== undefined) return objectsOf(entries);
  if (pipe !== undefined) return [fitting(schema, samplesOf(pipe[0]))];
  if (wrapped !== undefined) return samplesOf(wrapped);
  switch (type) {
    case "array":
      return [item === undefined ? [] : samplesOf(item)];
    case "record":
      return value === undefined ? [{}] : samplesOf(value).map((sample) => ({ one: sample }));
    case "set":
      return [new Set(value === undefined ? [] : samplesOf(value))];
    case "variant":
      return known(options).flatMap(samplesOf);
    case "union":
      return known(options).slice(0, 1).flatMap(samplesOf);
    case "picklist":
      return [options?.[0]];
    case "literal":
      return [literal];
    case "number":
      return [1];
    case "boolean":
      return [false];
    default:
      return ["Jane"];
  }
}

function objectsOf(entries: Readonly<Record<string, Schema>>): unknown[] {
  const all = Object.entries(entries).map(([name, entry]) => [name, samplesOf(entry)] as const);
  const most = Math.max(1, ...all.map(([, samples]) => samples.length));
  return Array.from({ length: most }, (_, turn) =>
    Object.fromEntries(all.map(([name, samples]) => [name, samples[turn % samples.length]])),
  );
}

function fitting(schema: v.GenericSchema, samples: readonly unknown[]): unknown {
  const found = [...samples, ...TEXTS].find((candidate) => v.is(schema, candidate));
  if (found === undefined)
    throw new Error("A field takes none of the texts that this test knows: add one that it takes.");
  return found;
}

/** Leaves out what stands for newer kinds and words: it is what is tested. */
function known(options: readonly unknown[] = []): Schema[] {
  return options.map((option) => option as Schema).filter((option) => !isNewer(option));
}

function isNewer({ type, entries }: Schema): boolean {
  return type === "custom" || Object.values(entries ?? {}).some((entry) => entry.type === "custom");
}

/** Lists all that a later version may have written into a value: another word, another kind, one more field, at every depth. */
export function futuresOf(schema: v.GenericSchema, sample: unknown, place: Place = []): Future[] {
  const { type, entries, item, value, wrapped, options, pipe } = schema as Schema;
  if (entries !== undefined && isRecord(sample)) {
    return [
      { place: [...place, FIELD], content: CONTENT },
      ...Object.entries(entries).flatMap(([name, entry]) => futuresOf(entry, sample[name], [...place, name])),
    ];
  }
  if (pipe !== undefined) return futuresOf(pipe[0], sample, place);
  if (wrapped !== undefined) return sample === null || sample === undefined ? [] : futuresOf(wrapped, sample, place);
  if (type === "array" && item !== undefined && Array.isArray(sample))
    return sample.flatMap((one, index) => futuresOf(item, one, [...place, index]));
  if (type === "record" && value !== undefined && isRecord(sample))
    return Object.entries(sample).flatMap(([name, one]) => futuresOf(value, one, [...place, name]));
  if (type === "variant") return futureKinds(schema, sample, place);
  if (type === "union")
    return known(options).flatMap((option) => (v.is(option, sample) ? futuresOf(option, sample, place) : []));
  return type === "picklist" ? [{ place, content: WORD }] : [];
}

/** The kind's own word is told of with the variant: alone it would be a word like any other. */
function futureKinds({ key, options }: Schema, sample: unknown, place: Place): Future[] {
  if (typeof key !== "string" || !isRecord(sample)) return [];
  const own = known(options).find(({ entries }) => v.is(entries?.[key] ?? v.never(), sample[key]));
  const inside = own === undefined ? [] : futuresOf(own, sample, place).filter((future) => future.place.at(-1) !== key);
  return [{ place, content: { ...sample, [key]: WORD, [FIELD]: CONTENT } }, ...inside];
}

/** Writes a future into a value. */
export function withFuture(value: unknown, { place, content }: Future): unknown {
  const [name, ...rest] = place;
  if (name === undefined) return content;
  if (Array.isArray(value))
    return value.map((one: unknown, index) => (index === name ? withFuture(one, { place: rest, content }) : one));
  const record = isRecord(value) ? value : {};
  return { ...record, [name]: withFuture(record[name], { place: rest, content }) };
}

/** Reads what is at a place. */
export function at(value: unknown, place: Place): unknown {
  return place.reduce<unknown>(
    (part, name) => (isRecord(part) || Array.isArray(part) ? Reflect.get(part, name) : undefined),
    value,
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Set);
}
