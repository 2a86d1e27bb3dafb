/**
 * The one route table of the distribution: infra declares its behaviors from it, the router obeys it.
 * Plain data only, because it is bundled into the CloudFront Function as well.
 */

import { API_FOLDER, WAIVER_FOLDER } from "../rules/contract/folders.ts";

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

/** Writes the pattern of everything in a folder. Marked pure below: the router's bundle takes one name of this file, and no table. */
function under(folder: string): string {
  return folder + "*";
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
    pattern: /* @__PURE__ */ under(API_FOLDER),
    origin: LAMBDA_ORIGIN_ID,
    cache: "disabled",
    methods: "all",
    originRequest: "allViewerExceptHostHeader",
  },
  {
    pattern: /* @__PURE__ */ under(WAIVER_FOLDER),
    origin: LAMBDA_ORIGIN_ID,
    cache: "disabled",
    methods: "all",
    originRequest: "allViewerExceptHostHeader",
  },
  DEFAULT_ROUTE,
];
