import * as v from "valibot";

/** The parts of a schema that lead to others, whatever sort of schema it is. */
interface Parts {
  readonly type: string;
  readonly entries?: Readonly<Record<string, Schema>>;
  readonly item?: Schema;
  readonly value?: Schema;
  readonly wrapped?: Schema;
  readonly options?: readonly unknown[];
  readonly pipe?: readonly [Schema, ...v.GenericPipeItem[]];
}
type Schema = v.GenericSchema & Parts;

const kept = new WeakMap<v.GenericSchema, v.GenericSchema>();

/**
 * Makes the same schema, of which no object loses a field that it does not name, however deep: a newer version wrote it, and
 * what is written back must still hold it. Views pick what they show; nothing else sees these fields.
 */
export function keepNewer<Of extends v.GenericSchema>(schema: Of): Of {
  const known = kept.get(schema);
  const made = known ?? loosen(schema);
  kept.set(schema, made);
  // It reads all that the other does, and answers what that one's type says.
  return made as Of;
}

function loosen(schema: Schema): v.GenericSchema {
  const { type, entries, item, value, wrapped, options, pipe } = schema;
  if (pipe !== undefined)
    return v.pipe(...([keepNewer(pipe[0]), ...pipe.slice(1)] as [Schema, ...v.GenericPipeItem[]]));
  if (entries !== undefined) return mapsOnly(v.looseObject(mapValues(entries)));
  if (type === "variant" || type === "union") return { ...schema, options: options?.map(keepOption) } as Schema;
  // A schema runs by its own parts, so that a copy with others runs by those.
  const loose = {
    ...schema,
    ...(item === undefined ? {} : { item: keepNewer(item) }),
    ...(wrapped === undefined ? {} : { wrapped: keepNewer(wrapped) }),
    ...(value === undefined ? {} : { value: keepNewer(value) }),
  };
  return type === "record" ? mapsOnly(loose) : loose;
}

/** To valibot a list is an object without names, and so is a set: stored where a map belongs, it would be taken for an empty one. */
function mapsOnly(schema: v.GenericSchema): v.GenericSchema {
  return {
    ...schema,
    "~run": (dataset, config) => schema["~run"](isMap(dataset.value) ? dataset : { value: undefined }, config),
  };
}

/** Tells whether a stored value is a map. */
export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function keepOption(option: unknown): unknown {
  return keepNewer(option as Schema);
}

function mapValues(entries: Readonly<Record<string, Schema>>): Record<string, v.GenericSchema> {
  return Object.fromEntries(Object.entries(entries).map(([name, entry]) => [name, keepNewer(entry)]));
}
