import { setting } from "./change.ts";
import { behaviorsOf } from "./behaviors.ts";
import { findStatements } from "./documents.ts";
import { requireEach, violation, type Policy } from "./policy.ts";
import { TYPES } from "./types.ts";
import { listAt, textAt, valueAt } from "./values.ts";

/** Those of AWS's MinimumProtocolVersion that begin at TLS 1.2 with forward-secret ciphers only. */
const VIEWER_PROTOCOLS = ["TLSv1.2_2021", "TLSv1.2_2025", "TLSv1.3_2025"];

export const viewersUseTls12: Policy = {
  name: "viewers of an own domain speak TLS 1.2 or newer",
  reason: "older versions are broken; only on its own cloudfront.net name does CloudFront leave no choice",
  check: (graph) =>
    requireEach(
      graph,
      [TYPES.distribution],
      ({ inputs }) => {
        const ownDomain = listAt(inputs, ["aliases"]).length > 0;
        if (!ownDomain) return valueAt(inputs, ["viewerCertificate", "cloudfrontDefaultCertificate"]) === true;
        const certificate = (key: string) => textAt(inputs, ["viewerCertificate", key]);
        return (
          certificate("acmCertificateArn") !== "" &&
          VIEWER_PROTOCOLS.includes(certificate("minimumProtocolVersion")) &&
          certificate("sslSupportMethod") === "sni-only"
        );
      },
      "its viewer certificate allows older TLS, or does not fit its names",
      `set minimumProtocolVersion to one of ${VIEWER_PROTOCOLS.join(", ")} and sslSupportMethod sni-only`,
    ),
  offences: [
    {
      says: "TLS 1.0 on an own domain",
      commit: (graph) =>
        setting(TYPES.distribution, ["viewerCertificate"], {
          acmCertificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/1",
          minimumProtocolVersion: "TLSv1",
          sslSupportMethod: "sni-only",
        })(setting(TYPES.distribution, ["aliases"], ["charters.example.com"])(graph)),
    },
    {
      says: "a name without a certificate",
      commit: setting(TYPES.distribution, ["aliases"], ["charters.example.com"]),
    },
  ],
};

export const plainHttpIsRedirected: Policy = {
  name: "every behavior sends plain HTTP to HTTPS",
  reason: "a waiver link typed without https would show a patron's names to the whole network",
  check: (graph) =>
    behaviorsOf(graph)
      .filter(
        ({ behavior }) => !["redirect-to-https", "https-only"].includes(textAt(behavior, ["viewerProtocolPolicy"])),
      )
      .map(({ distribution, pattern }) =>
        violation(distribution, `behavior ${pattern} answers plain HTTP`, "set viewerProtocolPolicy redirect-to-https"),
      ),
  offences: [
    {
      says: "plain HTTP on the default",
      commit: setting(TYPES.distribution, ["defaultCacheBehavior", "viewerProtocolPolicy"], "allow-all"),
    },
    {
      says: "plain HTTP on the API",
      commit: setting(TYPES.distribution, ["orderedCacheBehaviors", 0, "viewerProtocolPolicy"], "allow-all"),
    },
  ],
};

export const bucketsRefusePlainHttp: Policy = {
  name: "every bucket refuses plain HTTP",
  reason: "S3 answers it otherwise to whoever holds a grant, and CloudFront asks S3 in the protocol its viewer used",
  check: (graph) => {
    const refusing = findStatements(graph).filter(
      ({ resource, statement }) =>
        resource.type === TYPES.bucketPolicy &&
        statement.Effect === "Deny" &&
        statement.Principal === "*" &&
        statement.Action.includes("s3:*") &&
        statement.Condition["Bool"]?.["aws:SecureTransport"]?.[0] === "false",
    );
    const covers = (arn: string) =>
      refusing.some(({ statement: { Resource } }) => Resource.includes(arn) && Resource.includes(`${arn}/*`));
    return requireEach(
      graph,
      [TYPES.bucket],
      ({ inputs }) => covers(`arn:aws:s3:::${String(inputs["bucket"])}`),
      "no statement denies s3:* on it and its objects without TLS",
      'deny "s3:*" to "*" on the bucket and bucket/* where aws:SecureTransport is "false"',
    );
  },
  offences: [
    {
      says: "no such statement",
      commit: setting(TYPES.bucketPolicy, ["policy", "Statement", 1], {
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: "arn:aws:s3:::other",
      }),
    },
    {
      says: "objects left out",
      commit: setting(
        TYPES.bucketPolicy,
        ["policy", "Statement", 1, "Resource"],
        "arn:aws:s3:::scc-site-prod-123456789012",
      ),
    },
  ],
};
