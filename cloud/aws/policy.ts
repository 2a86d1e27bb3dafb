import * as v from "valibot";

const OneOrMany = v.pipe(
  v.union([v.string(), v.array(v.string())]),
  v.transform((value) => (typeof value === "string" ? [value] : value)),
);

/** Says whether one declared value of a condition holds for what the request has, or does not have. */
type Operator = (declared: string, actual: string | undefined) => boolean;

const OPERATORS: Readonly<Record<string, Operator>> = {
  StringEquals: (declared, actual) => declared === actual,
  StringLike: (declared, actual) => actual !== undefined && matchesWildcard(declared, actual),
  ArnEquals: (declared, actual) => actual !== undefined && matchesWildcard(declared, actual),
  ArnLike: (declared, actual) => actual !== undefined && matchesWildcard(declared, actual),
  Bool: (declared, actual) => declared === actual,
};

/** An operator that is not known is an error that names it: passed over, a condition would mean its opposite. */
const Operators = v.pipe(
  v.string(),
  v.check(
    (name) => Object.hasOwn(OPERATORS, name),
    ({ input }) => `The local cloud does not know the policy condition ${input}.`,
  ),
);

const Entries = {
  Sid: v.optional(v.string()),
  Effect: v.picklist(["Allow", "Deny"]),
  Action: OneOrMany,
  Condition: v.optional(v.record(Operators, v.record(v.string(), OneOrMany)), {}),
};
const Principal = v.union([v.literal("*"), v.record(v.string(), OneOrMany)]);
const Resource = v.pipe(
  OneOrMany,
  v.check(
    (resources) => !resources.some((resource) => resource.includes("${")),
    "The local cloud does not know policy variables.",
  ),
);

/** A statement of any kind of policy: a resource's says who, a role's on what, and what a role trusts is the role itself. */
export interface Statement {
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: v.InferOutput<typeof Principal>;
  readonly Action: readonly string[];
  readonly Resource?: readonly string[];
  readonly Condition: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/** A parsed policy. */
export interface Policy {
  readonly Statement: readonly Statement[];
}

/** Who asks for what, with the condition keys (any case) that hold for the request. */
export interface AccessRequest {
  /** Undefined for a role's own policies, which belong to whoever asks. */
  principal?: string;
  action: string;
  /** Undefined where the policy's own resource is meant. */
  resource?: string;
  context: Readonly<Record<string, string>>;
}

/** Parses the policy of a resource, given as JSON text. */
export const parsePolicy = parser(v.strictObject({ ...Entries, Principal, Resource }));

/** Parses a policy of an identity, which says not who but only what. */
export const parseIdentityPolicy = parser(v.strictObject({ ...Entries, Resource }));

/** Parses a role's trust policy, which says who may assume it. */
export const parseTrustPolicy = parser(v.strictObject({ ...Entries, Principal }));

function parser(statement: v.GenericSchema<unknown, Statement>): (text: string) => Policy {
  const single = v.pipe(
    statement,
    v.transform((one) => [one]),
  );
  const document = v.strictObject({
    Version: v.optional(v.string()),
    Id: v.optional(v.string()),
    Statement: v.union([v.array(statement), single]),
  });
  const json = v.pipe(v.string(), v.parseJson());
  return (text) => {
    const parsed: unknown = v.parse(json, text);
    const result = v.safeParse(document, parsed);
    if (result.success) return result.output;
    throw new Error(`The local cloud cannot read a policy: ${describeIssues(result.issues).join("; ")}`);
  };
}

/** Lists what is wrong; of a union it is in the branches. */
function describeIssues(issues: readonly v.BaseIssue<unknown>[]): string[] {
  return issues.flatMap((issue) =>
    issue.issues === undefined ? [`${v.getDotPath(issue) ?? "?"}: ${issue.message}`] : describeIssues(issue.issues),
  );
}

/** What policies make of a request. */
export type Decision = "allowed" | "denied" | "not allowed";

/** Decides a request as IAM does: an explicit deny wins, and without an allow it is not allowed. */
export function decide(statements: readonly Statement[], request: AccessRequest): Decision {
  const matching = statements.filter((statement) => appliesTo(statement, request));
  if (matching.some(({ Effect }) => Effect === "Deny")) return "denied";
  return matching.some(({ Effect }) => Effect === "Allow") ? "allowed" : "not allowed";
}

/** Says whether a policy allows a request. */
export function isAllowed(policy: Policy, request: AccessRequest): boolean {
  return decide(policy.Statement, request) === "allowed";
}

function appliesTo(statement: Statement, { principal, action, resource, context }: AccessRequest): boolean {
  return (
    (statement.Principal === undefined || isPrincipal(statement.Principal, principal ?? "")) &&
    statement.Action.some((pattern) => matchesWildcard(pattern.toLowerCase(), action.toLowerCase())) &&
    (statement.Resource?.some((pattern) => matchesWildcard(pattern, resource ?? "")) ?? true) &&
    Object.entries(statement.Condition).every(([operator, keys]) => holds(operator, keys, context))
  );
}

function isPrincipal(declared: NonNullable<Statement["Principal"]>, principal: string): boolean {
  if (declared === "*") return true;
  const services = declared["Service"] ?? [];
  const anyone = declared["AWS"] ?? [];
  return services.includes(principal) || anyone.includes("*");
}

function holds(
  operator: string,
  keys: Readonly<Record<string, readonly string[]>>,
  context: AccessRequest["context"],
): boolean {
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
