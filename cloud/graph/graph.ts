import * as v from "valibot";

/** The resource options that say what an update takes over and leaves alone. */
export interface ResourceOptions {
  /** The resource stays when the program declares it no more. */
  retainOnDelete: boolean;
  /** The inputs that an update does not write again. */
  ignoreChanges: readonly string[];
  /** The id of the existing resource that is taken over; empty when a new one is created. */
  importId: string;
}

/** One resource that the Pulumi program declared, with what its provider would have computed. */
export interface Resource {
  type: string;
  name: string;
  urn: string;
  id: string;
  /** Secrets revealed, assets as plain `FileValue` or `TextValue`. */
  inputs: Readonly<Record<string, unknown>>;
  outputs: Readonly<Record<string, unknown>>;
  /** Names of the inputs that hold a Pulumi secret. */
  secrets: readonly string[];
  options: ResourceOptions;
}

/** Everything that one evaluation of the program declared. */
export interface Graph {
  resources: readonly Resource[];
  outputs: Readonly<Record<string, unknown>>;
}

/** A FileAsset or FileArchive. */
export const FileValue = v.object({ asset: v.literal("file"), path: v.string() });

/** A StringAsset. */
export const TextValue = v.object({ asset: v.literal("text"), text: v.string() });

/** Lists the resources of one type in the order of their declaration. */
export function listResources(graph: Graph, type: string): Resource[] {
  return graph.resources.filter((resource) => resource.type === type);
}

/** Parses the inputs and computed outputs of a resource; an error names the resource and each bad property. */
export function parseResource<TSchema extends v.GenericSchema>(
  schema: TSchema,
  resource: Resource,
): v.InferOutput<TSchema> {
  return parseProperties(schema, resource, { ...resource.inputs, ...resource.outputs, id: resource.id });
}

/** Parses the declared inputs of a resource alone; a strict schema thereby rejects what the local side cannot honor. */
export function parseInputs<TSchema extends v.GenericSchema>(
  schema: TSchema,
  resource: Resource,
): v.InferOutput<TSchema> {
  return parseProperties(schema, resource, resource.inputs);
}

function parseProperties<TSchema extends v.GenericSchema>(schema: TSchema, resource: Resource, value: unknown) {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const problems = result.issues.map((issue) => `${v.getDotPath(issue) ?? "?"}: ${issue.message}`).join("; ");
  throw new Error(`The local cloud cannot realise ${resource.type} "${resource.name}": ${problems}`);
}
