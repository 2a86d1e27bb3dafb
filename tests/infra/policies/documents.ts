import * as v from "valibot";
import type { Graph } from "../graph.ts";
import type { Registration } from "../monitor.ts";
import { textsIn } from "./values.ts";

const Texts = v.pipe(
  v.union([v.string(), v.array(v.string())]),
  v.transform((value) => [value].flat()),
);
const Statement = v.object({
  Effect: v.picklist(["Allow", "Deny"]),
  Action: v.optional(Texts, []),
  NotAction: v.optional(Texts),
  Resource: v.optional(Texts, []),
  NotResource: v.optional(Texts),
  Principal: v.optional(v.union([v.literal("*"), v.record(v.string(), Texts)])),
  NotPrincipal: v.optional(v.unknown()),
  Condition: v.optional(v.record(v.string(), v.record(v.string(), Texts)), {}),
});
const Document = v.object({
  Version: v.string(),
  Statement: v.union([
    v.array(Statement),
    v.pipe(
      Statement,
      v.transform((statement) => [statement]),
    ),
  ]),
});

export type PolicyStatement = v.InferOutput<typeof Statement>;

export interface Grant {
  readonly resource: Registration;
  readonly statement: PolicyStatement;
}

/** Finds every statement of every policy document, whichever resource and input holds it. */
export function findStatements(graph: Graph): Grant[] {
  return graph.resources.flatMap((resource) =>
    textsIn(resource.inputs)
      .filter(isDocument)
      .flatMap((text) => v.parse(v.pipe(v.string(), v.parseJson(), Document), text).Statement)
      .map((statement) => ({ resource, statement })),
  );
}

/** Finds what is allowed; a Deny can only take away. */
export function findGrants(graph: Graph): Grant[] {
  return findStatements(graph).filter(({ statement }) => statement.Effect === "Allow");
}

/** Tells whether a grant lets somebody assume a role. */
export function isTrust({ statement }: Grant): boolean {
  return statement.Action.some((action) => action.startsWith("sts:"));
}

/** Reads the names of the AWS services that a statement lets in; undefined when it lets in anybody else as well. */
export function servicesOf({ Principal, NotPrincipal }: PolicyStatement): readonly string[] | undefined {
  if (Principal === undefined || Principal === "*" || NotPrincipal !== undefined) return undefined;
  const { Service, ...others } = Principal;
  const exact = Service?.every((name) => /^[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com$/.test(name)) ?? false;
  return exact && Object.keys(others).length === 0 ? Service : undefined;
}

/** Tells whether a grant names the resource or account on whose behalf a service may come. */
export function namesItsSource({ Condition }: PolicyStatement): boolean {
  return ["StringEquals", "ArnEquals", "ArnLike", "StringLike"].some((operator) =>
    Object.entries(Condition[operator] ?? {}).some(
      ([key, values]) => /^aws:source(arn|account)$/i.test(key) && values.every((value) => /\d{12}/.test(value)),
    ),
  );
}

function isDocument(text: string): boolean {
  return text.startsWith("{") && /"Statement"\s*:/.test(text);
}
