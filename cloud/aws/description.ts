import { createHash } from "node:crypto";

/** What a provider is given when it creates a resource. */
export interface Declared {
  type: string;
  name: string;
  inputs: Readonly<Record<string, unknown>>;
}

/** What a provider computes for a new resource: its id and the outputs that are not inputs. */
export interface Computed {
  id: string;
  outputs: Record<string, unknown>;
}

/** Computes id and outputs of one resource type as AWS's provider would. */
export type Describe = (declared: Declared) => Computed | Promise<Computed>;

/** The resource types of one service. */
export type ResourceTypes = Readonly<Record<string, Describe>>;

/** The physical name: the declared one, or Pulumi's logical name (without its random suffix, so that runs are repeatable). */
export function physicalName({ name, inputs }: Declared, property = "name"): string {
  return textInput(inputs, property) ?? name;
}

/** Reads an input that is text, or nothing. */
export function textInput(inputs: Declared["inputs"], property: string): string | undefined {
  const value = inputs[property];
  return typeof value === "string" ? value : undefined;
}

/** A repeatable identifier in the shape of AWS's own: upper-case letters and digits after a prefix. */
export function identifier(prefix: string, seed: string, length = 13): string {
  return prefix + digest(seed).slice(0, length).toUpperCase();
}

/** A repeatable UUID. */
export function uuidOf(seed: string): string {
  const hex = digest(seed);
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    "-",
  );
}

/** Hex SHA-256 of a text. */
export function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** Describes a resource whose id is one of its inputs and that computes nothing. */
export function identifiedBy(property: string): Describe {
  return (declared) => ({ id: physicalName(declared, property), outputs: {} });
}
