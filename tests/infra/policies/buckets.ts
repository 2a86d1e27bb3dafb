import type { Graph } from "../graph.ts";
import { requireEach, type Violation } from "./policy.ts";
import { TYPES } from "./types.ts";

/** Finds buckets that have no setting of a type for which the test holds. */
export function bucketsWithout(
  graph: Graph,
  type: string,
  holds: (inputs: unknown) => boolean,
  problem: string,
  remedy: string,
): Violation[] {
  const covered = graph.resources
    .filter((resource) => resource.type === type && holds(resource.inputs))
    .map(({ inputs }) => inputs["bucket"]);
  return requireEach(graph, [TYPES.bucket], ({ inputs }) => covered.includes(inputs["bucket"]), problem, remedy);
}
