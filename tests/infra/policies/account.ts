import * as v from "valibot";
import type { Graph } from "../graph.ts";
import { adding, changing, configuring, setting } from "./change.ts";
import { requireEach, violation, type Policy, type Violation } from "./policy.ts";
import { TYPES } from "./types.ts";
import { valueAt } from "./values.ts";

const DEFAULT_TAGS = "aws:defaultTags";
/** The provider tags objects as well, and S3 takes ten tags on one. Source: S3 user guide, "Object tagging". */
const TAGS_MAX = 10;
const Tags = v.pipe(
  v.optional(v.string(), "{}"),
  v.parseJson(),
  v.object({
    tags: v.pipe(
      v.record(v.string(), v.string()),
      v.check((tags) => Object.keys(tags).length <= TAGS_MAX),
    ),
  }),
);

function tagProblems({ stack, config }: Graph): Violation[] {
  const parsed = v.safeParse(Tags, config[DEFAULT_TAGS]);
  if (parsed.success && parsed.output.tags["stack"] === stack && parsed.output.tags["project"] !== undefined) return [];
  const remedy = `give Pulumi.${stack}.yaml aws:defaultTags with project, stack: ${stack} and at most ${TAGS_MAX} in all`;
  return [{ resource: "the stack's file", problem: "its default tags do not name project and stack", remedy }];
}

export const everythingIsTagged: Policy = {
  name: "every resource carries the tags project and stack",
  reason: "the bill, the budget and whoever cleans up an account tell stacks apart by them",
  check: (graph) => [
    ...tagProblems(graph),
    ...graph.resources
      .filter(({ provider }) => provider !== "")
      .map((resource) =>
        violation(
          resource,
          "it has a provider of its own, which adds no default tags",
          "use its region argument, or give the provider the tags",
        ),
      ),
    ...graph.resources
      .filter(({ inputs }) => ["project", "stack"].some((tag) => valueAt(inputs, ["tags", tag]) !== undefined))
      .map((resource) =>
        violation(resource, "it overrides a default tag", "leave project and stack to aws:defaultTags"),
      ),
  ],
  offences: [
    { says: "no default tags", commit: configuring(DEFAULT_TAGS, undefined) },
    {
      says: "the other stack's",
      commit: configuring(DEFAULT_TAGS, JSON.stringify({ tags: { project: "ship-captain-crew", stack: "other" } })),
    },
    {
      says: "more than an object can carry",
      commit: configuring(
        DEFAULT_TAGS,
        JSON.stringify({
          tags: {
            project: "p",
            stack: "prod",
            ...Object.fromEntries(Array.from({ length: TAGS_MAX }, (_, at) => [`tag${at}`, ""])),
          },
        }),
      ),
    },
    {
      says: "a provider without tags",
      commit: changing(TYPES.table, () => ({ provider: "urn:pulumi:prod::test::pulumi:providers:aws::other::id" })),
    },
    { says: "a tag of its own", commit: setting(TYPES.table, ["tags"], { stack: "none" }) },
  ],
};

/** How each type that we use is paid for. What stands here costs nothing while nobody sails, or says what it does cost. */
const PRICES: Readonly<Record<string, string>> = {
  [TYPES.table]: "per request and per GB",
  [TYPES.bucket]: "per request and per GB",
  [TYPES.bucketPolicy]: "free",
  [TYPES.bucketVersioning]: "free",
  [TYPES.bucketEncryption]: "free",
  [TYPES.publicAccessBlock]: "free",
  [TYPES.ownership]: "free",
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": "free",
  [TYPES.object]: "per request and per GB",
  [TYPES.role]: "free",
  [TYPES.rolePolicy]: "free",
  [TYPES.function]: "per request and per GB-second",
  [TYPES.functionUrl]: "free",
  [TYPES.permission]: "free",
  [TYPES.alias]: "free",
  "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig": "free",
  [TYPES.schedule]: "per call",
  [TYPES.logGroup]: "per GB",
  [TYPES.alarm]: "ten are free, then 10 cents a month",
  [TYPES.dashboard]: "three are free, then 3 dollars a month",
  [TYPES.topic]: "per message",
  [TYPES.topicPolicy]: "free",
  [TYPES.subscription]: "per mail, a thousand are free",
  [TYPES.kmsKey]: "a dollar a month, for the alarms' topic only",
  [TYPES.budget]: "free",
  [TYPES.keyValueStore]: "per read",
  [TYPES.key]: "per write",
  [TYPES.router]: "per call",
  [TYPES.access]: "free",
  [TYPES.headers]: "free",
  [TYPES.distribution]: "per request and per GB",
  // Free, and forbidden by other policies.
  "aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration": "free",
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": "free",
  "aws:cloudfront/keyvaluestoreKeysExclusive:KeyvaluestoreKeysExclusive": "free",
};

export const nothingCostsByTheHour: Policy = {
  name: "nothing is paid for by the hour",
  reason: "the company sails on some days and pays cents a month; a NAT gateway alone is thirty dollars",
  check: (graph) => [
    ...graph.resources
      .filter(({ type }) => PRICES[type] === undefined)
      .map((resource) =>
        violation(
          resource,
          "nobody has said how it is paid for",
          "look it up, and add it to PRICES in tests/infra/policies/account.ts",
        ),
      ),
    ...requireEach(
      graph,
      [TYPES.table],
      ({ inputs }) => inputs["billingMode"] === "PAY_PER_REQUEST",
      "its capacity is paid by the hour",
      "set billingMode PAY_PER_REQUEST",
    ),
    ...requireEach(
      graph,
      [TYPES.function],
      ({ inputs }) => inputs["vpcConfig"] === undefined,
      "in a network it needs a NAT gateway",
      "leave vpcConfig out",
    ),
  ],
  offences: [
    { says: "a NAT gateway", commit: adding("aws:ec2/natGateway:NatGateway", {}) },
    {
      says: "warm functions",
      commit: adding("aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig", {}),
    },
    { says: "provisioned capacity", commit: setting(TYPES.table, ["billingMode"], "PROVISIONED") },
    { says: "a function in a network", commit: setting(TYPES.function, ["vpcConfig"], { subnetIds: ["subnet-1"] }) },
  ],
};
