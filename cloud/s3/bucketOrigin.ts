import * as v from "valibot";
import { isAllowed, parsePolicy, type AccessRequest, type Policy } from "../aws/policy.ts";
import { parseResource, type Resource } from "../graph/graph.ts";
import type { Origin, OriginRequest, OriginResponse } from "../http/origin.ts";
import { deliverObject, withoutBody } from "./deliver.ts";
import { accessDenied, methodNotAllowed, noSuchKey } from "./faults.ts";
import type { Objects } from "./objects.ts";

const PolicyInputs = v.object({ bucket: v.string(), policy: v.string() });

/** Finds a bucket's policy among the declared ones; without one everything is denied. */
export function findPolicy(policies: readonly Resource[], bucket: string): Policy {
  // A bucket has one policy at most.
  const found = policies
    .map((policy) => parseResource(PolicyInputs, policy))
    .find((policy) => policy.bucket === bucket);
  return found === undefined ? { Statement: [] } : parsePolicy(found.policy);
}

interface BucketState {
  arn: string;
  objects: Objects;
  policy: Policy;
}

/** The bucket as a distribution's origin: GetObject and HeadObject behind its policy. */
export function bucketOrigin(state: BucketState): Origin {
  return (request) => answer(request, state);
}

async function answer(request: OriginRequest, { arn, objects, policy }: BucketState): Promise<OriginResponse> {
  if (request.method !== "GET" && request.method !== "HEAD")
    return withoutBody(request, methodNotAllowed(request.method));
  const key = decodeKey(request.path);
  const allows = (action: string, target: string): boolean => isAllowed(policy, accessRequest(request, action, target));
  if (key === undefined || !allows("s3:GetObject", `${arn}/${key}`)) return withoutBody(request, accessDenied());
  const object = objects.all().get(key);
  // Without s3:ListBucket nobody may learn that a key does not exist.
  if (object === undefined) return withoutBody(request, allows("s3:ListBucket", arn) ? noSuchKey(key) : accessDenied());
  return withoutBody(request, await deliverObject(request, key, object, objects));
}

function accessRequest(request: OriginRequest, action: string, resource: string): AccessRequest {
  const { signature } = request;
  const context: Record<string, string> = { "aws:SecureTransport": "true" };
  if (signature !== undefined) context["AWS:SourceArn"] = signature.sourceArn;
  return { action, resource, context, principal: signature?.principal ?? "anonymous" };
}

function decodeKey(path: string): string | undefined {
  try {
    return decodeURIComponent(path.slice(1));
  } catch {
    // A malformed escape names no key.
    return undefined;
  }
}
