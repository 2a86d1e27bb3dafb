import type { Graph } from "../graph.ts";
import type { Registration } from "../monitor.ts";
import { setting } from "./change.ts";
import { violation, type Policy, type Violation } from "./policy.ts";
import { TYPES } from "./types.ts";
import { listAt, textAt, valueAt } from "./values.ts";

function origins(graph: Graph): { distribution: Registration; origin: unknown }[] {
  return graph.resources
    .filter(({ type }) => type === TYPES.distribution)
    .flatMap((distribution) => listAt(distribution.inputs, ["origins"]).map((origin) => ({ distribution, origin })));
}

function complain(
  { distribution, origin }: { distribution: Registration; origin: unknown },
  problem: string,
  remedy: string,
): Violation {
  return violation(distribution, `origin ${textAt(origin, ["originId"])} ${problem}`, remedy);
}

export const originsUseTls12: Policy = {
  name: "CloudFront speaks TLS 1.2 to every origin of ours",
  reason: "sessions and signatures travel on that leg as well, and no browser shows how",
  check: (graph) =>
    origins(graph)
      .filter(({ origin }) => {
        const config = valueAt(origin, ["customOriginConfig"]);
        const protocols = listAt(config, ["originSslProtocols"]);
        // An S3 origin has no such settings: CloudFront asks it in the viewer's protocol, which redirect-to-https makes TLS.
        return (
          config !== undefined &&
          !(
            textAt(config, ["originProtocolPolicy"]) === "https-only" &&
            protocols.length === 1 &&
            protocols[0] === "TLSv1.2"
          )
        );
      })
      .map((found) =>
        complain(
          found,
          "may be asked over plain HTTP or older TLS",
          'set originProtocolPolicy "https-only" and originSslProtocols ["TLSv1.2"]',
        ),
      ),
  offences: [
    {
      says: "plain HTTP to the Lambda",
      commit: setting(TYPES.distribution, ["origins", 0, "customOriginConfig", "originProtocolPolicy"], "match-viewer"),
    },
    {
      says: "TLS 1.1 to the Lambda",
      commit: setting(
        TYPES.distribution,
        ["origins", 0, "customOriginConfig", "originSslProtocols"],
        ["TLSv1.1", "TLSv1.2"],
      ),
    },
  ],
};

function signs(graph: Graph, origin: unknown): boolean {
  const kind = valueAt(origin, ["customOriginConfig"]) === undefined ? "s3" : "lambda";
  const id = valueAt(origin, ["originAccessControlId"]);
  const access = graph.resources.find((resource) => resource.type === TYPES.access && resource.id === id);
  const { originAccessControlOriginType, signingBehavior, signingProtocol } = access?.inputs ?? {};
  return originAccessControlOriginType === kind && signingBehavior === "always" && signingProtocol === "sigv4";
}

export const originsAreSigned: Policy = {
  name: "CloudFront signs every request to every origin",
  reason: "an origin that answers unsigned requests can be asked past the distribution",
  check: (graph) =>
    origins(graph)
      .filter(({ origin }) => !signs(graph, origin) || valueAt(origin, ["s3OriginConfig"]) !== undefined)
      .map((found) =>
        complain(
          found,
          "has no origin access control of its kind that always signs",
          "declare an OriginAccessControl for it: always, sigv4",
        ),
      ),
  offences: [
    {
      says: "an origin without it",
      commit: setting(TYPES.distribution, ["origins", 1, "originAccessControlId"], undefined),
    },
    {
      says: "the other origin's",
      commit: setting(TYPES.distribution, ["origins", 1, "originAccessControlId"], "lambda-id"),
    },
    { says: "signing left to the viewer", commit: setting(TYPES.access, ["signingBehavior"], "no-override", "lambda") },
  ],
};
