import * as v from "valibot";
import type { Graph } from "../graph.ts";
import type { Registration } from "../monitor.ts";
import { Properties } from "../properties.ts";
import { withValueAt, type Path } from "./values.ts";

type Change = (graph: Graph) => Graph;

/** Copies a graph with some resources changed; a change that finds nothing to change is a fault of the test. */
export function changing(
  type: string,
  change: (resource: Registration) => Partial<Registration>,
  name?: string,
): Change {
  return (graph) => {
    const hit = (resource: Registration) => resource.type === type && (name === undefined || resource.name === name);
    if (!graph.resources.some(hit)) throw new Error(`No ${type} ${name ?? ""} to change.`);
    const resources = graph.resources.map((resource) =>
      hit(resource) ? { ...resource, ...change(resource) } : resource,
    );
    return { ...graph, resources };
  };
}

/** Copies a graph with one input changed, undefined removing it. */
export function setting(type: string, path: Path, value: unknown, name?: string): Change {
  return changing(type, ({ inputs }) => ({ inputs: v.parse(Properties, withValueAt(inputs, path, value)) }), name);
}

/** Copies a graph without the resources of a type. */
export function removing(type: string): Change {
  return (graph) => {
    const resources = graph.resources.filter((resource) => resource.type !== type);
    if (resources.length === graph.resources.length) throw new Error(`No ${type} to remove.`);
    return { ...graph, resources };
  };
}

/** Copies a graph with one more resource. */
export function adding(type: string, inputs: Properties): Change {
  return (graph) => {
    const added: Registration = {
      urn: `urn:pulumi:${graph.stack}::test::${type}::added`,
      type,
      name: "added",
      custom: true,
      parent: "",
      inputs,
      protect: false,
      retainOnDelete: false,
      ignoreChanges: [],
      dependencies: [],
      provider: "",
      importId: "",
      id: "added-id",
    };
    return { ...graph, resources: [...graph.resources, added] };
  };
}

/** Copies a graph with one configuration value changed, undefined removing it. */
export function configuring(key: string, value: string | undefined): Change {
  return (graph) => {
    const others = Object.entries(graph.config).filter(([name]) => name !== key);
    const config = Object.fromEntries(value === undefined ? others : [...others, [key, value]]);
    return { ...graph, config };
  };
}
