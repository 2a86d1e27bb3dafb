import type { Graph } from "../graph.ts";
import type { Registration } from "../monitor.ts";
import { setting } from "./change.ts";
import { requireEach, violation, type Policy } from "./policy.ts";
import { TYPES } from "./types.ts";
import { listAt, textAt, valueAt } from "./values.ts";

interface Behavior {
  readonly distribution: Registration;
  readonly pattern: string;
  readonly behavior: unknown;
}

/** Lists the behaviors of every distribution in the order CloudFront tries them, the default as "(default)". */
export function behaviorsOf(graph: Graph): Behavior[] {
  return graph.resources
    .filter(({ type }) => type === TYPES.distribution)
    .flatMap((distribution) => [
      ...listAt(distribution.inputs, ["orderedCacheBehaviors"]).map((behavior) => ({
        distribution,
        pattern: textAt(behavior, ["pathPattern"]),
        behavior,
      })),
      { distribution, pattern: "(default)", behavior: distribution.inputs["defaultCacheBehavior"] },
    ]);
}

function checkBehaviors(graph: Graph, holds: (behavior: unknown) => boolean, problem: string, remedy: string) {
  return behaviorsOf(graph)
    .filter(({ behavior }) => !holds(behavior))
    .map(({ distribution, pattern }) => violation(distribution, `behavior ${pattern} ${problem}`, remedy));
}

const DEFAULT = ["defaultCacheBehavior"];
const API = ["orderedCacheBehaviors", 0];
const YEAR_IN_SECONDS = 31_536_000;

/** Tells whether a response headers policy sets every security header, whatever the origin said. */
function isStrict({ inputs }: Registration): boolean {
  const of = (...path: string[]) => valueAt(inputs, ["securityHeadersConfig", ...path]);
  const headers = [
    "contentSecurityPolicy",
    "contentTypeOptions",
    "frameOptions",
    "referrerPolicy",
    "strictTransportSecurity",
  ];
  const csp = String(of("contentSecurityPolicy", "contentSecurityPolicy"));
  return (
    headers.every((header) => of(header, "override") === true) &&
    Number(of("strictTransportSecurity", "accessControlMaxAgeSec")) >= YEAR_IN_SECONDS &&
    csp.includes("default-src 'none'") &&
    csp.includes("frame-ancestors 'none'") &&
    !csp.includes("unsafe-")
  );
}

export const securityHeadersEverywhere: Policy = {
  name: "every behavior has a response headers policy that sets the security headers",
  reason: "one behavior without it is a page that can be framed, sniffed or scripted",
  check: (graph) => {
    const strict = graph.resources
      .filter((resource) => resource.type === TYPES.headers && isStrict(resource))
      .map(({ id }) => id);
    return checkBehaviors(
      graph,
      (behavior) => strict.includes(textAt(behavior, ["responseHeadersPolicyId"])),
      "has no policy that overrides all five security headers",
      "give it the headers of infra/headers.ts",
    );
  },
  offences: [
    {
      says: "a behavior without it",
      commit: setting(TYPES.distribution, [...API, "responseHeadersPolicyId"], undefined),
    },
    {
      says: "inline scripts",
      commit: setting(
        TYPES.headers,
        ["securityHeadersConfig", "contentSecurityPolicy", "contentSecurityPolicy"],
        "default-src 'unsafe-inline'",
      ),
    },
    {
      says: "a header the origin may replace",
      commit: setting(TYPES.headers, ["securityHeadersConfig", "frameOptions", "override"], false),
    },
    {
      says: "an hour of HSTS",
      commit: setting(
        TYPES.headers,
        ["securityHeadersConfig", "strictTransportSecurity", "accessControlMaxAgeSec"],
        3600,
      ),
    },
  ],
};

export const routerRunsEverywhere: Policy = {
  name: "every behavior runs a published function on viewer-request",
  reason:
    "without it a slug is not checked and the live slot is not chosen; CloudFront refuses a function that is not published",
  check: (graph) => {
    const published = graph.resources
      .filter(({ type, inputs }) => type === TYPES.router && inputs["publish"] === true)
      .map(({ inputs }) => `:function/${String(inputs["name"])}`);
    const runs = (association: unknown) =>
      textAt(association, ["eventType"]) === "viewer-request" &&
      published.some((ending) => textAt(association, ["functionArn"]).endsWith(ending));
    return checkBehaviors(
      graph,
      (behavior) =>
        listAt(behavior, ["functionAssociations"]).some(runs) &&
        listAt(behavior, ["lambdaFunctionAssociations"]).length === 0,
      "does not run the router",
      "associate the edge function, with publish: true, with viewer-request",
    );
  },
  offences: [
    { says: "a behavior without it", commit: setting(TYPES.distribution, [...DEFAULT, "functionAssociations"], []) },
    {
      says: "on the way back only",
      commit: setting(TYPES.distribution, [...API, "functionAssociations", 0, "eventType"], "viewer-response"),
    },
    { says: "a draft", commit: setting(TYPES.router, ["publish"], false) },
  ],
};

export const noCustomErrorPages: Policy = {
  name: "no distribution replaces error answers",
  reason: "they are replaced on every path, so the API's 404 became 200 with HTML: the bug this project began with",
  check: (graph) =>
    requireEach(
      graph,
      [TYPES.distribution],
      ({ inputs }) => listAt(inputs, ["customErrorResponses"]).length === 0,
      "it has customErrorResponses",
      "take them out; the edge function does the single-page fallback",
    ),
  offences: [
    {
      says: "the single-page recipe of every tutorial",
      commit: setting(
        TYPES.distribution,
        ["customErrorResponses"],
        [{ errorCode: 404, responseCode: 200, responsePagePath: "/index.html" }],
      ),
    },
  ],
};

/** Tells whether every path of the later pattern is taken by the earlier one. */
function shadows(earlier: string, later: string): boolean {
  if (!earlier.endsWith("*")) return earlier === later;
  return later.replace(/^\//, "").startsWith(earlier.slice(0, -1).replace(/^\//, ""));
}

export const noBehaviorIsShadowed: Policy = {
  name: "every behavior can be reached, and the default one is last",
  reason: "CloudFront takes the first pattern that fits, so a wider one before it makes a behavior dead",
  check: (graph) => {
    const patterns = behaviorsOf(graph).filter(({ pattern }) => pattern !== "(default)");
    return patterns
      .filter(
        ({ distribution, pattern }, at) =>
          ["*", "/*"].includes(pattern) ||
          patterns
            .slice(0, at)
            .some((earlier) => earlier.distribution === distribution && shadows(earlier.pattern, pattern)),
      )
      .map(({ distribution, pattern }) =>
        violation(
          distribution,
          `behavior ${pattern} is not where it can work`,
          "order patterns from narrow to wide; the default takes the rest",
        ),
      );
  },
  offences: [
    {
      says: "a catch-all before the default",
      commit: setting(TYPES.distribution, ["orderedCacheBehaviors", 1, "pathPattern"], "*"),
    },
    {
      says: "a narrow pattern after its wide one",
      commit: setting(TYPES.distribution, ["orderedCacheBehaviors", 1, "pathPattern"], "/api/payment/*"),
    },
  ],
};
