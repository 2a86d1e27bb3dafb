/**
 * The one route table of the distribution: infra declares its behaviors from it, the router obeys it.
 * Plain data only, because it is bundled into the CloudFront Function as well.
 */

/** Names the distribution's origin that is the Lambda Function URL. */
export const LAMBDA_ORIGIN_ID = "lambda";
/** Names the distribution's origin that is the private site bucket. */
export const SITE_ORIGIN_ID = "site";

export type OriginId = typeof LAMBDA_ORIGIN_ID | typeof SITE_ORIGIN_ID;

export interface Route {
  /** CloudFront path pattern; "*" alone is the default behavior and always comes last. */
  readonly pattern: string;
  /** Origin a request of this behavior goes to unless the router selects another one. */
  readonly origin: OriginId;
  /** Cache policy: CachingDisabled or CachingOptimized. */
  readonly cache: "disabled" | "optimized";
  /** Allowed methods: every one, or GET, HEAD and OPTIONS. */
  readonly methods: "all" | "read";
  /** Origin request policy: AllViewerExceptHostHeader (OAC signs the origin's own host), or none at all. */
  readonly originRequest: "allViewerExceptHostHeader" | "none";
}

/** The default behavior: the site. */
const DEFAULT_ROUTE: Route = {
  pattern: "*",
  origin: SITE_ORIGIN_ID,
  cache: "optimized",
  methods: "read",
  originRequest: "none",
};

/** The behaviors in the order in which CloudFront tries them; the last one is the default. */
export const ROUTES: readonly Route[] = [
  {
    pattern: "/api/*",
    origin: LAMBDA_ORIGIN_ID,
    cache: "disabled",
    methods: "all",
    originRequest: "allViewerExceptHostHeader",
  },
  {
    pattern: "/g/*",
    origin: LAMBDA_ORIGIN_ID,
    cache: "disabled",
    methods: "all",
    originRequest: "allViewerExceptHostHeader",
  },
  DEFAULT_ROUTE,
];

/** The folder of the site bucket that holds one folder for each uploaded build. */
export const STAGING_PREFIX = "/_staging/";
/** What a slot, the content hash of one site build, looks like. */
export const SLOT_PATTERN = /^[0-9a-f]{12}$/;
/** The KeyValueStore key whose value is the live slot. */
export const LIVE_KEY = "live";
/** The KeyValueStore key whose value is the slot that was live before: where a rollback goes. Written with LIVE_KEY. */
export const PREVIOUS_KEY = "previous";

/** Builds the KeyValueStore key under which an old charter id points to its slug. */
export function aliasKey(oldId: string): string {
  return "alias:" + oldId;
}
