import type { Graph } from "../cloud/graph/graph.ts";

const SCHEDULE = "aws:scheduler/schedule:Schedule";

/**
 * Declares a graph's schedules as disabled, for who runs them by hand and counts what they do: on a busy machine that takes
 * more than the minute after which the cloud's own clock runs them, too.
 */
export function stopClock(graph: Graph): Graph {
  return {
    ...graph,
    resources: graph.resources.map((resource) =>
      resource.type === SCHEDULE ? { ...resource, inputs: { ...resource.inputs, state: "DISABLED" } } : resource,
    ),
  };
}
