import type { Graph } from "../graph.ts";
import type { Registration } from "../monitor.ts";

/** One place where a graph breaks a policy, in words an operator can act on. */
export interface Violation {
  /** The resource's type and name, or what else is at fault. */
  readonly resource: string;
  readonly problem: string;
  readonly remedy: string;
}

/** A change that somebody might make one day and that the policy must catch. */
export interface Offence {
  readonly says: string;
  readonly commit: (graph: Graph) => Graph;
}

/** A rule over everything that one stack declares. Its offences prove that it can fail. */
export interface Policy {
  readonly name: string;
  readonly reason: string;
  readonly check: (graph: Graph) => readonly Violation[];
  readonly offences: readonly [Offence, ...Offence[]];
}

/** Makes a violation of one resource. */
export function violation({ type, name }: Registration, problem: string, remedy: string): Violation {
  return { resource: `${type} "${name}"`, problem, remedy };
}

/** Finds the resources of the given types and complains about each that fails the test. */
export function requireEach(
  graph: Graph,
  types: readonly string[],
  holds: (resource: Registration) => boolean,
  problem: string,
  remedy: string,
): Violation[] {
  return graph.resources
    .filter((resource) => types.includes(resource.type) && !holds(resource))
    .map((resource) => violation(resource, problem, remedy));
}

/** Writes violations as the message of a failed test. */
export function describeViolations(policy: Policy, violations: readonly Violation[]): string {
  return violations
    .map(({ resource, problem, remedy }) => `${resource}: ${problem}.\n    Why: ${policy.reason}\n    Do: ${remedy}.`)
    .join("\n");
}
