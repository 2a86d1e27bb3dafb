import * as v from "valibot";

const OneOrMany = v.pipe(
  v.union([v.string(), v.array(v.string())]),
  v.transform((value) => (typeof value === "string" ? [value] : value)),
);

const Statement = v.strictObject({
  Sid: v.optional(v.string()),
  Effect: v.picklist(["Allow", "Deny"]),
  Principal: v.union([v.literal("*"), v.record(v.string(), OneOrMany)]),
  Action: OneOrMany,
  Resource: OneOrMany,
  Condition: v.optional(v.record(v.string(), v.record(v.string(), OneOrMany)), {}),
});

const PolicyDocument = v.object({
  Version: v.optional(v.string()),
  Statement: v.union([
    v.array(Statement),
    v.pipe(
      Statement,
      v.transform((statement) => [statement]),
    ),
  ]),
});

/** A parsed resource policy. */
export type Policy = v.InferOutput<typeof PolicyDocument>;

/** Who asks for what, with the condition keys (any case) that hold for the request. */
export interface AccessRequest {
  principal: string;
  action: string;
  resource: string;
  context: Readonly<Record<string, string>>;
}

/** Parses a resource policy given as JSON text. */
export function parsePolicy(text: string): Policy {
  return v.parse(v.pipe(v.string(), v.parseJson(), PolicyDocument), text);
}

/** Decides a request as IAM does: an explicit deny wins, and without an allow it is denied. */
export function isAllowed(policy: Policy, request: AccessRequest): boolean {
  const matching = policy.Statement.filter((statement) => appliesTo(statement, request));
  return matching.some(({ Effect }) => Effect === "Allow") && !matching.some(({ Effect }) => Effect === "Deny");
}

function appliesTo(statement: v.InferOutput<typeof Statement>, request: AccessRequest): boolean {
  return (
    isPrincipal(statement.Principal, request.principal) &&
    statement.Action.some((action) => matchesWildcard(action.toLowerCase(), request.action.toLowerCase())) &&
    statement.Resource.some((resource) => matchesWildcard(resource, request.resource)) &&
    Object.entries(statement.Condition).every(([operator, keys]) => holds(operator, keys, request.context))
  );
}

function isPrincipal(declared: v.InferOutput<typeof Statement>["Principal"], principal: string): boolean {
  if (declared === "*") return true;
  const services = declared["Service"] ?? [];
  const anyone = declared["AWS"] ?? [];
  return services.includes(principal) || anyone.includes("*");
}

const OPERATORS: Readonly<Record<string, (declared: string, actual: string | undefined) => boolean>> = {
  StringEquals: (declared, actual) => declared === actual,
  StringLike: (declared, actual) => actual !== undefined && matchesWildcard(declared, actual),
  ArnEquals: (declared, actual) => actual !== undefined && matchesWildcard(declared, actual),
  ArnLike: (declared, actual) => actual !== undefined && matchesWildcard(declared, actual),
  Bool: (declared, actual) => declared === actual,
};

function holds(operator: string, keys: Record<string, string[]>, context: AccessRequest["context"]): boolean {
  const test = OPERATORS[operator];
  if (test === undefined) throw new Error(`The local cloud does not know the policy condition ${operator}.`);
  return Object.entries(keys).every(([key, values]) => values.some((value) => test(value, readKey(context, key))));
}

function readKey(context: AccessRequest["context"], key: string): string | undefined {
  const entry = Object.entries(context).find(([name]) => name.toLowerCase() === key.toLowerCase());
  return entry?.[1];
}

/** Matches IAM's wildcards: `*` any run of characters, `?` exactly one. */
function matchesWildcard(pattern: string, text: string): boolean {
  const escaped = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", "[^]*")
    .replaceAll("?", "[^]");
  return new RegExp(`^${escaped}$`).test(text);
}
