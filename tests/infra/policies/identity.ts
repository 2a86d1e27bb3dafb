import { adding, setting } from "./change.ts";
import { findGrants, isTrust, namesItsSource, servicesOf, type Grant } from "./documents.ts";
import { requireEach, violation, type Policy } from "./policy.ts";
import { TYPES } from "./types.ts";

/** Where a wildcard is the only way to say it. */
const KNOWN_WILDCARDS: readonly {
  readonly fits: (resource: string, grant: Grant) => boolean;
  readonly reason: string;
}[] = [
  {
    fits: (resource) => /^arn:aws:logs:[a-z0-9-]+:\d{12}:log-group:[^*]+:\*$/.test(resource),
    reason: "the streams of one log group; IAM knows them in no other form",
  },
  {
    fits: (resource, grant) =>
      grant.resource.type === TYPES.bucketPolicy && /^arn:aws:s3:::[^*/]+\/[^*]+\/\*$/.test(resource),
    reason: "the objects in one folder of the bucket that the policy belongs to",
  },
  {
    fits: (resource, grant) => grant.resource.type === TYPES.kmsKey && resource === "*",
    reason: "in a key policy it is that key",
  },
];

function isBroad(grant: Grant): boolean {
  const { Action, NotAction, Resource, NotResource } = grant.statement;
  return (
    NotAction !== undefined ||
    NotResource !== undefined ||
    Action.some((action) => action.includes("*")) ||
    Resource.some((resource) => resource.includes("*") && !KNOWN_WILDCARDS.some(({ fits }) => fits(resource, grant)))
  );
}

const FUNCTION_POLICY = ["policy", "Statement", 0];

export const noWildcards: Policy = {
  name: "no statement allows by wildcard",
  reason:
    "it grants what AWS or we add tomorrow; these are allowed: " +
    KNOWN_WILDCARDS.map(({ reason }) => reason).join("; "),
  check: (graph) =>
    findGrants(graph)
      .filter(isBroad)
      .map(({ resource, statement }) =>
        violation(
          resource,
          `it allows ${statement.Action.join(", ")} on ${statement.Resource.join(", ")}`,
          "list the actions and name the resources",
        ),
      ),
  offences: [
    {
      says: "every table action",
      commit: setting(TYPES.rolePolicy, [...FUNCTION_POLICY, "Action"], "dynamodb:*", "api"),
    },
    { says: "any resource", commit: setting(TYPES.rolePolicy, [...FUNCTION_POLICY, "Resource"], "*", "api") },
    {
      says: "every index of a table",
      commit: setting(
        TYPES.rolePolicy,
        [...FUNCTION_POLICY, "Resource"],
        ["arn:aws:dynamodb:us-east-1:123456789012:table/t/index/*"],
        "api",
      ),
    },
    {
      says: "all but some actions",
      commit: setting(TYPES.rolePolicy, [...FUNCTION_POLICY, "NotAction"], "iam:CreateUser", "api"),
    },
    {
      says: "the whole bucket",
      commit: setting(
        TYPES.bucketPolicy,
        [...FUNCTION_POLICY, "Resource"],
        "arn:aws:s3:::scc-site-prod-123456789012/*",
      ),
    },
  ],
};

/** What only the person or pipeline that deploys may do. */
const ADMINISTRATION =
  /^(iam|sts|organizations|account|kms:(Create|Put|Schedule)|lambda:(Create|Update|Delete|Add|Put)|dynamodb:(Create|Delete|Update)(Table|Backup)|cloudfront:)/;

export const rolesDoNotAdminister: Policy = {
  name: "no role of the running system administers anything",
  reason: "with iam:PassRole or lambda:UpdateFunctionCode a stolen session becomes the account",
  check: (graph) => [
    ...findGrants(graph)
      .filter(
        (grant) =>
          [TYPES.rolePolicy, "aws:iam/policy:Policy"].includes(grant.resource.type) ||
          "inlinePolicies" in grant.resource.inputs,
      )
      .filter((grant) => !isTrust(grant) && grant.statement.Action.some((action) => ADMINISTRATION.test(action)))
      .map(({ resource, statement }) =>
        violation(resource, `it allows ${statement.Action.join(", ")}`, "leave administration to pulumi up"),
      ),
    ...graph.resources
      .filter(({ type, inputs }) => /PolicyAttachment$/.test(type) || "managedPolicyArns" in inputs)
      .map((resource) =>
        violation(
          resource,
          "it takes a managed policy, whose text AWS may widen",
          "write the statements that are needed",
        ),
      ),
  ],
  offences: [
    {
      says: "passing a role on",
      commit: setting(TYPES.rolePolicy, [...FUNCTION_POLICY, "Action"], ["iam:PassRole"], "api"),
    },
    {
      says: "changing code",
      commit: setting(TYPES.rolePolicy, [...FUNCTION_POLICY, "Action"], ["lambda:UpdateFunctionCode"], "outbox"),
    },
    {
      says: "a managed policy",
      commit: adding("aws:iam/rolePolicyAttachment:RolePolicyAttachment", {
        policyArn: "arn:aws:iam::aws:policy/AdministratorAccess",
      }),
    },
    {
      says: "managed policies on the role",
      commit: setting(TYPES.role, ["managedPolicyArns"], ["arn:aws:iam::aws:policy/AdministratorAccess"], "api"),
    },
  ],
};

/** Sends no aws:SourceArn and no aws:SourceAccount when it assumes an execution role. */
const SENDS_NO_SOURCE = ["lambda.amazonaws.com"];

function trustsOneService({ statement }: Grant): boolean {
  const services = servicesOf(statement);
  if (services?.length !== 1 || statement.Action.join() !== "sts:AssumeRole") return false;
  return services.every((service) => SENDS_NO_SOURCE.includes(service)) || namesItsSource(statement);
}

const TRUST = ["assumeRolePolicy", "Statement", 0];

export const rolesTrustOneService: Policy = {
  name: "every role is assumed by one service, for this account only where the service says for whom",
  reason: "a role that trusts an account or a federation is a door that no test here watches",
  check: (graph) => [
    ...findGrants(graph)
      .filter((grant) => isTrust(grant) && !trustsOneService(grant))
      .map(({ resource }) =>
        violation(
          resource,
          "it trusts more than one service on our behalf",
          "use trustPolicy of infra/policies.ts, with conditions",
        ),
      ),
    ...requireEach(
      graph,
      [TYPES.role],
      (role) => findGrants({ ...graph, resources: [role] }).some(isTrust),
      "nobody may assume it",
      "give it a trust policy",
    ),
  ],
  offences: [
    {
      says: "an account",
      commit: setting(TYPES.role, [...TRUST, "Principal"], { AWS: "arn:aws:iam::123456789012:root" }, "api"),
    },
    {
      says: "two services",
      commit: setting(
        TYPES.role,
        [...TRUST, "Principal"],
        { Service: ["lambda.amazonaws.com", "ec2.amazonaws.com"] },
        "api",
      ),
    },
    { says: "a schedule of any account", commit: setting(TYPES.role, [...TRUST, "Condition"], undefined, "outbox") },
    { says: "nobody", commit: setting(TYPES.role, ["assumeRolePolicy", "Statement"], [], "api") },
  ],
};
