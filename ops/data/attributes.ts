import type { AttributeValue } from "@aws-sdk/client-dynamodb";

/** A value as DynamoDB types it, in JSON: numbers are their exact text, bytes are base64, sets are sorted. */
export type Attribute =
  | { readonly S: string }
  | { readonly N: string }
  | { readonly B: string }
  | { readonly BOOL: boolean }
  | { readonly NULL: true }
  | { readonly SS: readonly string[] }
  | { readonly NS: readonly string[] }
  | { readonly BS: readonly string[] }
  | { readonly L: readonly Attribute[] }
  | { readonly M: Attributes };
export interface Attributes {
  readonly [name: string]: Attribute;
}

const NUMBER = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
// Written by hand: valibot's record() leaves out names such as "constructor", and an export leaves out nothing.
const CHECKS = new Map<string, (content: unknown) => boolean>([
  ["S", isText],
  ["N", isNumber],
  ["B", isBase64],
  ["BOOL", (content) => typeof content === "boolean"],
  ["NULL", (content) => content === true],
  ["SS", (content) => isSet(content, isText)],
  ["NS", (content) => isSet(content, isNumber)],
  ["BS", (content) => isSet(content, isBase64)],
  ["L", (content) => Array.isArray(content) && content.every(isAttribute)],
  ["M", isAttributes],
]);

/** Tells whether parsed JSON is an item, or a map in one. */
export function isAttributes(json: unknown): json is Attributes {
  return typeof json === "object" && json !== null && !Array.isArray(json) && Object.values(json).every(isAttribute);
}

function isAttribute(json: unknown): json is Attribute {
  if (typeof json !== "object" || json === null) return false;
  const [entry, ...others] = Object.entries(json);
  return entry !== undefined && others.length === 0 && CHECKS.get(entry[0])?.(entry[1]) === true;
}

function isText(content: unknown): content is string {
  return typeof content === "string";
}

function isNumber(content: unknown): boolean {
  return isText(content) && NUMBER.test(content);
}

function isBase64(content: unknown): boolean {
  return isText(content) && BASE64.test(content);
}

function isSet(content: unknown, isMember: (member: unknown) => boolean): boolean {
  return Array.isArray(content) && content.length > 0 && content.every(isMember);
}

/** Turns what the SDK reads into JSON that says the same. */
export function fromSdk(item: Readonly<Record<string, AttributeValue>>): Attributes {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, attributeFromSdk(value)]));
}

function attributeFromSdk(value: AttributeValue): Attribute {
  if (value.S !== undefined) return { S: value.S };
  if (value.N !== undefined) return { N: value.N };
  if (value.BOOL !== undefined) return { BOOL: value.BOOL };
  if (value.NULL !== undefined) return { NULL: true };
  if (value.M !== undefined) return { M: fromSdk(value.M) };
  if (value.L !== undefined) return { L: value.L.map(attributeFromSdk) };
  if (value.SS !== undefined) return { SS: value.SS.toSorted() };
  if (value.NS !== undefined) return { NS: value.NS.toSorted() };
  if (value.B !== undefined) return { B: toBase64(value.B) };
  if (value.BS !== undefined) return { BS: value.BS.map(toBase64).sort() };
  throw new TypeError(`DynamoDB answered a value of type ${value.$unknown[0]}, which nothing here knows.`);
}

function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64");
}

/** Turns an item back into what the SDK writes. */
export function toSdk(item: Attributes): Record<string, AttributeValue> {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, attributeToSdk(value)]));
}

function attributeToSdk(value: Attribute): AttributeValue {
  if ("M" in value) return { M: toSdk(value.M) };
  if ("L" in value) return { L: value.L.map(attributeToSdk) };
  if ("B" in value) return { B: Buffer.from(value.B, "base64") };
  if ("BS" in value) return { BS: value.BS.map((bytes) => Buffer.from(bytes, "base64")) };
  if ("SS" in value) return { SS: [...value.SS] };
  if ("NS" in value) return { NS: [...value.NS] };
  return value;
}
