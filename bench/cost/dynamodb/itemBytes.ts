import * as v from "valibot";

const Attribute = v.record(v.string(), v.unknown());
const Map = v.record(v.string(), Attribute);

/** An item as the DynamoDB API sends it: attribute names with typed values, such as `{ "note": { "S": "" } }`. */
export const Item = Map;
export type Item = v.InferOutput<typeof Item>;

/**
 * Weighs an item as DynamoDB bills it, in bytes: names and values, every text as UTF-8.
 * Source: DynamoDB developer guide, "DynamoDB item sizes and formats".
 */
export function itemBytes(item: Item): number {
  return Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + attributeBytes(value), 0);
}

function attributeBytes(attribute: v.InferOutput<typeof Attribute>): number {
  const [type = "", value] = Object.entries(attribute)[0] ?? [];
  switch (type) {
    case "S":
      return Buffer.byteLength(v.parse(v.string(), value));
    case "N":
      return numberBytes(v.parse(v.string(), value));
    case "BOOL":
    case "NULL":
      return 1;
    case "SS":
      return v.parse(v.array(v.string()), value).reduce((sum, text) => sum + Buffer.byteLength(text), 0);
    case "L":
      return v.parse(v.array(Attribute), value).reduce((sum, element) => sum + 1 + attributeBytes(element), 3);
    case "M": {
      const map = v.parse(Map, value);
      return 3 + Object.keys(map).length + itemBytes(map);
    }
    default:
      throw new Error(`No size is known for an attribute of type ${type}.`);
  }
}

/** One byte for two significant digits, one more, and one for the sign. */
function numberBytes(text: string): number {
  const digits = text
    .replace(/e.*$/i, "")
    .replace(/[-.]/g, "")
    .replace(/^0+|0+$/g, "");
  return Math.ceil(digits.length / 2) + 1 + (text.startsWith("-") ? 1 : 0);
}
