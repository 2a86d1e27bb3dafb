import { createHash } from "node:crypto";
import * as v from "valibot";
import { isAllowed, type Policy } from "../aws/policy.ts";
import type { Clock } from "../clock/clock.ts";
import { parseResource, type Resource } from "../graph/graph.ts";
import { respondText, type Origin, type OriginRequest, type OriginResponse } from "../http/origin.ts";
import { toUrlEvent } from "./event.ts";
import type { LambdaFunction } from "./function.ts";
import { fromUrlResult, functionFailed, THROTTLED } from "./response.ts";
import { nameOfFunction } from "./types.ts";

const UrlInputs = v.object({
  functionUrl: v.string(),
  qualifier: v.optional(v.string()),
  authorizationType: v.picklist(["AWS_IAM", "NONE"]),
  invokeMode: v.optional(v.literal("BUFFERED", "only BUFFERED is realised here"), "BUFFERED"),
});

const PermissionInputs = v.object({
  action: v.string(),
  principal: v.string(),
  sourceArn: v.optional(v.string()),
  qualifier: v.optional(v.string()),
});

// Lambda's quota on a synchronous request.
const MAXIMUM_REQUEST_BYTES = 6_291_456;

const FORBIDDEN =
  "Forbidden. For troubleshooting Function URL authorization issues, see: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html";
const SIGNATURE_MISMATCH =
  "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.";

/** Realises a Function URL: the domain it answers on and the origin behind it. */
export function realiseFunctionUrl(
  resource: Resource,
  permissions: readonly Resource[],
  lambda: LambdaFunction,
  clock: Clock,
): { domainName: string; origin: Origin } {
  const { functionUrl, authorizationType, qualifier } = parseResource(UrlInputs, resource);
  if (qualifier !== undefined && !lambda.state().aliases.some(({ name }) => name === qualifier)) {
    throw new Error(`The Function URL "${resource.name}" belongs to the alias ${qualifier}, which is not declared.`);
  }
  const target = {
    lambda,
    clock,
    qualifier,
    arn: [lambda.arn, qualifier].filter((part) => part !== undefined).join(":"),
  };
  const domainName = new URL(functionUrl).hostname;
  const policy = toPolicy(
    permissions.filter(({ inputs }) => nameOfFunction(inputs) === lambda.name),
    lambda.arn,
  );
  const origin: Origin = async (request) => {
    const refusal = authorizationType === "AWS_IAM" ? refuse(request, policy, target.arn) : undefined;
    return refusal ?? run(request, domainName, target);
  };
  return { domainName, origin };
}

interface Target {
  lambda: LambdaFunction;
  clock: Clock;
  qualifier: string | undefined;
  arn: string;
}

async function run(
  request: OriginRequest,
  domainName: string,
  { lambda, qualifier, clock }: Target,
): Promise<OriginResponse> {
  if (request.body.length > MAXIMUM_REQUEST_BYTES) {
    return refusal(
      413,
      "RequestEntityTooLargeException",
      `Request must be smaller than ${MAXIMUM_REQUEST_BYTES} bytes for the InvokeFunction operation`,
    );
  }
  const outcome = await lambda.invoke(toUrlEvent(request, domainName, new Date(clock.now())), qualifier);
  if (outcome.kind === "throttled")
    return respondText(THROTTLED.status, "application/json", THROTTLED.body, {
      "x-amzn-errortype": THROTTLED.errorType,
    });
  if (outcome.kind !== "result") return functionFailed();
  return fromUrlResult(outcome.json) ?? functionFailed();
}

function refuse(request: OriginRequest, policy: Policy, arn: string): OriginResponse | undefined {
  const { signature } = request;
  if (signature === undefined) return refusal(403, "AccessDeniedException", FORBIDDEN);
  // The hash is part of what the origin access control signs; CloudFront does not read the body to make it.
  const signedHash = request.headers["x-amz-content-sha256"];
  if (request.body.length > 0 && signedHash !== createHash("sha256").update(request.body).digest("hex")) {
    return refusal(403, "InvalidSignatureException", SIGNATURE_MISMATCH);
  }
  // Since October 2025 a new URL needs both permissions (developer guide, "Control access to Lambda function URLs").
  const needed = ["lambda:InvokeFunctionUrl", "lambda:InvokeFunction"];
  const allowed = needed.every((action) =>
    isAllowed(policy, {
      action,
      principal: signature.principal,
      resource: arn,
      context: { "AWS:SourceArn": signature.sourceArn },
    }),
  );
  return allowed ? undefined : refusal(403, "AccessDeniedException", FORBIDDEN);
}

function refusal(status: number, errorType: string, message: string): OriginResponse {
  const body = status === 403 && errorType === "AccessDeniedException" ? { Message: message } : { message };
  return respondText(status, "application/json", JSON.stringify(body), { "x-amzn-errortype": errorType });
}

/** Each qualifier has a policy of its own on AWS; a permission names it in its resource, so one policy says the same. */
function toPolicy(permissions: readonly Resource[], functionArn: string): Policy {
  const statements = permissions.map((resource) => {
    const { action, principal, sourceArn, qualifier } = parseResource(PermissionInputs, resource);
    return {
      Effect: "Allow" as const,
      Principal: { Service: [principal] },
      Action: [action],
      Resource: [qualifier === undefined ? functionArn : `${functionArn}:${qualifier}`],
      Condition: sourceArn === undefined ? {} : { ArnLike: { "AWS:SourceArn": [sourceArn] } },
    };
  });
  return { Statement: statements };
}
