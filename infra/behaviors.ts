import type { Route } from "../edge/routes.ts";

/** AWS's managed policies. Source: CloudFront developer guide, "Use managed cache policies". */
const CACHE_POLICY_IDS = {
  disabled: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
  optimized: "658327ea-f89d-4fab-a63d-7e88639e58f6",
} as const;
/** AllViewerExceptHostHeader: OAC signs the Function URL's own host. */
const ALL_VIEWER_EXCEPT_HOST_HEADER_ID = "b689b0a8-53d0-40ab-baf2-68738e2966ac";

const READ_METHODS = ["GET", "HEAD", "OPTIONS"];
const ALL_METHODS = [...READ_METHODS, "PUT", "POST", "PATCH", "DELETE"];

type BehaviorPlan = ReturnType<typeof behaviorPlan>;

function behaviorPlan(route: Route) {
  return {
    targetOriginId: route.origin,
    viewerProtocolPolicy: "redirect-to-https",
    allowedMethods: route.methods === "all" ? ALL_METHODS : READ_METHODS,
    cachedMethods: ["GET", "HEAD"],
    cachePolicyId: CACHE_POLICY_IDS[route.cache],
    compress: true,
    ...(route.originRequest === "none" ? {} : { originRequestPolicyId: ALL_VIEWER_EXCEPT_HOST_HEADER_ID }),
  };
}

/** Computes the distribution's behaviors from the route table: the ordered ones, and the default that ends it. */
export function behaviorPlans(routes: readonly Route[]): {
  ordered: (BehaviorPlan & { pathPattern: string })[];
  default: BehaviorPlan;
} {
  const last = routes.at(-1);
  if (last?.pattern !== "*") throw new Error('The route table must end with the default behavior, pattern "*".');
  return {
    ordered: routes.slice(0, -1).map((route) => ({ pathPattern: route.pattern, ...behaviorPlan(route) })),
    default: behaviorPlan(last),
  };
}
