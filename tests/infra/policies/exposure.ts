import { ACCOUNT_ID } from "../provider.ts";
import { bucketsWithout } from "./buckets.ts";
import { adding, removing, setting } from "./change.ts";
import { findGrants, isTrust, namesItsSource, servicesOf, type Grant } from "./documents.ts";
import { requireEach, violation, type Policy } from "./policy.ts";
import { TYPES } from "./types.ts";
import { valueAt } from "./values.ts";

const KEY_USE = ["kms:Decrypt", "kms:GenerateDataKey"];
const BLOCKS = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"];

export const noPublicBucket: Policy = {
  name: "no bucket is public",
  reason: "builds that are not released yet lie in it, and only the distribution puts the security headers on",
  check: (graph) => [
    ...bucketsWithout(
      graph,
      TYPES.publicAccessBlock,
      (inputs) => BLOCKS.every((block) => valueAt(inputs, [block]) === true),
      "its public access block is missing or has a gap",
      `give it a BucketPublicAccessBlock with ${BLOCKS.join(", ")}`,
    ),
    ...bucketsWithout(
      graph,
      TYPES.ownership,
      (inputs) => valueAt(inputs, ["rule", "objectOwnership"]) === "BucketOwnerEnforced",
      "access control lists count in it",
      "give it BucketOwnershipControls with BucketOwnerEnforced",
    ),
    ...graph.resources
      .filter(
        ({ type, inputs }) =>
          /:(BucketAcl|ObjectAcl|BucketWebsiteConfiguration)/.test(type) || "acl" in inputs || "website" in inputs,
      )
      .map((resource) =>
        violation(
          resource,
          "it opens a bucket by a list or as a website",
          "leave it out and serve through the distribution",
        ),
      ),
  ],
  offences: [
    { says: "one of the four blocks off", commit: setting(TYPES.publicAccessBlock, ["restrictPublicBuckets"], false) },
    { says: "no public access block", commit: removing(TYPES.publicAccessBlock) },
    { says: "lists allowed again", commit: setting(TYPES.ownership, ["rule", "objectOwnership"], "ObjectWriter") },
    { says: "a public-read list", commit: setting(TYPES.bucket, ["acl"], "public-read") },
    { says: "a website endpoint", commit: adding("aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration", {}) },
  ],
};

/** A key policy must keep its own account's administrators in, and a service uses the key only through what it encrypts. */
function isKeyHolder({ resource, statement }: Grant): boolean {
  if (resource.type !== TYPES.kmsKey) return false;
  const root = typeof statement.Principal === "object" ? statement.Principal["AWS"] : undefined;
  if (root !== undefined) return root.length === 1 && root[0] === `arn:aws:iam::${ACCOUNT_ID}:root`;
  return servicesOf(statement) !== undefined && statement.Action.every((action) => KEY_USE.includes(action));
}

function isNamed(grant: Grant): boolean {
  return servicesOf(grant.statement) !== undefined && namesItsSource(grant.statement);
}

function permissionStatement(principal: unknown): Grant["statement"] {
  return { Effect: "Allow", Action: [], Resource: [], Principal: { Service: [String(principal)] }, Condition: {} };
}

export const callersAreNamed: Policy = {
  name: "whoever is let in from outside is one AWS service on behalf of one resource or account",
  reason: "a service's name alone is every customer of that service (AWS: the confused deputy problem)",
  check: (graph) => {
    const remedy = "name the service as principal, and aws:SourceArn or aws:SourceAccount as condition";
    const open = findGrants(graph)
      .filter(({ statement }) => statement.Principal !== undefined || statement.NotPrincipal !== undefined)
      .filter((grant) => !isTrust(grant) && !isNamed(grant) && !isKeyHolder(grant));
    return [
      ...open.map(({ resource }) => violation(resource, "its policy lets in more than one known caller", remedy)),
      ...requireEach(
        graph,
        [TYPES.permission],
        ({ inputs }) =>
          servicesOf(permissionStatement(inputs["principal"])) !== undefined &&
          (inputs["sourceArn"] !== undefined || inputs["sourceAccount"] !== undefined),
        "it lets in more than one known caller",
        "name the service as principal, and sourceArn or sourceAccount",
      ),
    ];
  },
  offences: [
    {
      says: "a bucket policy for everybody",
      commit: setting(TYPES.bucketPolicy, ["policy", "Statement", 0, "Principal"], "*"),
    },
    {
      says: "a bucket policy for another account",
      commit: setting(TYPES.bucketPolicy, ["policy", "Statement", 0, "Principal"], {
        AWS: "arn:aws:iam::999999999999:root",
      }),
    },
    {
      says: "any distribution of any customer",
      commit: setting(TYPES.bucketPolicy, ["policy", "Statement", 0, "Condition"], undefined),
    },
    { says: "a permission for everybody", commit: setting(TYPES.permission, ["principal"], "*", "invoke") },
    {
      says: "a permission without a source",
      commit: setting(TYPES.permission, ["sourceArn"], undefined, "invoke-url"),
    },
  ],
};

export const functionUrlsAreSigned: Policy = {
  name: "every Function URL asks for a signature",
  reason: "its address is guessable from a log line, and past the distribution there are no edge rules and no headers",
  check: (graph) =>
    requireEach(
      graph,
      [TYPES.functionUrl],
      ({ inputs }) => inputs["authorizationType"] === "AWS_IAM" && inputs["cors"] === undefined,
      "anybody may call it, or any site's script",
      "set authorizationType AWS_IAM and no cors; the distribution signs for its viewers",
    ),
  offences: [
    { says: "an open URL", commit: setting(TYPES.functionUrl, ["authorizationType"], "NONE") },
    { says: "cross-origin calls", commit: setting(TYPES.functionUrl, ["cors"], { allowOrigins: ["*"] }) },
  ],
};
