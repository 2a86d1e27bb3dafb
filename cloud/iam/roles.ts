import * as v from "valibot";
import { ACCOUNT_ID, PARTITION, REGION } from "../aws/account.ts";
import type { Principal } from "../aws/access.ts";
import { isAllowed, parseIdentityPolicy, parseTrustPolicy, type Statement } from "../aws/policy.ts";
import { parseInputs, parseResource, type Resource } from "../graph/graph.ts";
import { readManagedPolicy } from "./managedPolicies.ts";

/** A policy as JSON text; Pulumi takes the document itself as well. */
const PolicyText = v.union([
  v.string(),
  v.pipe(
    v.record(v.string(), v.unknown()),
    v.transform((document) => JSON.stringify(document)),
  ),
]);
const RoleInputs = v.object({
  name: v.string(),
  arn: v.string(),
  assumeRolePolicy: PolicyText,
  inlinePolicies: v.optional(v.array(v.object({ policy: v.optional(v.string()) })), []),
  managedPolicyArns: v.optional(v.array(v.string()), []),
  permissionsBoundary: v.optional(v.never("a permissions boundary is not realised here")),
});
const RolePolicyInputs = v.object({ role: v.string(), policy: PolicyText });
const AttachmentInputs = v.object({ role: v.string(), policyArn: v.string() });
const PolicyInputs = v.object({ arn: v.string(), policy: PolicyText });

/** The resources that say what roles may do. */
export interface DeclaredRoles {
  readonly roles: readonly Resource[];
  readonly rolePolicies: readonly Resource[];
  readonly attachments: readonly Resource[];
  readonly policies: readonly Resource[];
}

/** Who wants to assume a role: a service, and what it says of the resource for which it does. */
export interface Assuming {
  readonly service: string;
  readonly context: Readonly<Record<string, string>>;
}

/** The declared roles, by name or ARN. One that is not declared may do nothing. */
export interface Roles {
  /** Makes the principal that a service is once it has assumed a role. */
  assume(role: string, session: string): Principal;
  /** Says whether a service may assume a role; of one that is not declared nobody knows better. */
  trusts(role: string, assuming: Assuming): boolean;
}

/** Reads the declared roles with all policies that belong to them. */
export function readRoles(declared: DeclaredRoles): Roles {
  const own = new Map(
    declared.policies.map((resource) => {
      const { arn, policy } = parseResource(PolicyInputs, resource);
      return [arn, policy];
    }),
  );
  const textOf = (arn: string): string => own.get(arn) ?? readManagedPolicy(arn);
  const inline = declared.rolePolicies.map((resource) => parseInputs(RolePolicyInputs, resource));
  const attached = declared.attachments.map((resource) => parseInputs(AttachmentInputs, resource));
  const roles = new Map(
    declared.roles.map((resource) => {
      const role = parseResource(RoleInputs, resource);
      const texts = [
        ...role.inlinePolicies.flatMap(({ policy }) => policy ?? []),
        ...inline.filter((policy) => nameOfRole(policy.role) === role.name).map(({ policy }) => policy),
        ...attached.filter((policy) => nameOfRole(policy.role) === role.name).map(({ policyArn }) => textOf(policyArn)),
        ...role.managedPolicyArns.map(textOf),
      ];
      return [
        role.name,
        { statements: texts.flatMap(readStatements), trust: parseTrustPolicy(role.assumeRolePolicy) },
      ] as const;
    }),
  );
  return {
    assume: (role, session) => {
      const name = nameOfRole(role);
      const arn = `arn:${PARTITION}:sts::${ACCOUNT_ID}:assumed-role/${name}/${session}`;
      return { arn, statements: roles.get(name)?.statements ?? [], context: contextOf(name) };
    },
    trusts: (role, { service, context }) => {
      const known = roles.get(nameOfRole(role));
      return known === undefined || isAllowed(known.trust, { principal: service, action: "sts:AssumeRole", context });
    },
  };
}

function nameOfRole(nameOrArn: string): string {
  return nameOrArn.split("/").at(-1) ?? nameOrArn;
}

/** The condition keys that a role's policies may ask for here. */
function contextOf(role: string): Record<string, string> {
  return {
    "aws:PrincipalAccount": ACCOUNT_ID,
    "aws:PrincipalArn": `arn:${PARTITION}:iam::${ACCOUNT_ID}:role/${role}`,
    "aws:RequestedRegion": REGION,
    // Plain HTTP on this machine stands for TLS, here as for viewers.
    "aws:SecureTransport": "true",
  };
}

const KNOWN_KEYS = Object.keys(contextOf("")).map((key) => key.toLowerCase());

/** Parses a role's policy. A condition on a key that nothing here sets would never hold, so it is an error that names it. */
function readStatements(text: string): readonly Statement[] {
  const { Statement: statements } = parseIdentityPolicy(text);
  const keys = statements.flatMap(({ Condition }) => Object.values(Condition).flatMap((tested) => Object.keys(tested)));
  const strange = keys.find((key) => !KNOWN_KEYS.includes(key.toLowerCase()));
  if (strange !== undefined)
    throw new Error(`The local cloud does not know the condition key ${strange} in a role's policy.`);
  return statements;
}
