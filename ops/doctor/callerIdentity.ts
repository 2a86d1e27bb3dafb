import { createHash, createHmac } from "node:crypto";
import * as v from "valibot";

/** What a request is signed with. */
export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** Who AWS says the credentials belong to, or why it says nothing. */
export type IdentityAnswer =
  | { readonly kind: "identity"; readonly account: string; readonly arn: string }
  | { readonly kind: "refused"; readonly code: string }
  | { readonly kind: "failed"; readonly reason: string };

const BODY = "Action=GetCallerIdentity&Version=2011-06-15";
const TYPE = "application/x-www-form-urlencoded";
const ANSWER_MILLISECONDS = 10_000;
const Identity = v.object({
  account: v.pipe(v.string(), v.regex(/^\d{12}$/)),
  arn: v.pipe(v.string(), v.startsWith("arn:")),
});

/**
 * Asks AWS who the credentials belong to: the one call that every valid credential may make. No package of ours has a
 * client for STS, and this single request is signed in a dozen lines. AWS_ENDPOINT_URL_STS replaces the endpoint, as in the SDK.
 */
export async function askCallerIdentity(
  credentials: AwsCredentials,
  region: string,
  now: Date,
): Promise<IdentityAnswer> {
  const endpoint = new URL(process.env["AWS_ENDPOINT_URL_STS"] ?? `https://sts.${region}.amazonaws.com/`);
  try {
    const response = await fetch(endpoint, {
      method: "POST",
      body: BODY,
      headers: signedHeaders({ host: endpoint.host, region, service: "sts", body: BODY, now, credentials }),
      signal: AbortSignal.timeout(ANSWER_MILLISECONDS),
    });
    return readAnswer(response.status, await response.text());
  } catch (fault) {
    const cause = fault instanceof Error ? fault.cause : undefined;
    return {
      kind: "failed",
      reason: cause instanceof Error && "code" in cause ? `no connection (${String(cause.code)})` : "no answer",
    };
  }
}

function readAnswer(status: number, xml: string): IdentityAnswer {
  const element = (name: string): string | undefined => new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
  const identity = v.safeParse(Identity, { account: element("Account"), arn: element("Arn") });
  if (identity.success) return { kind: "identity", ...identity.output };
  const code = element("Code");
  return code !== undefined && status < 500
    ? { kind: "refused", code }
    : { kind: "failed", reason: `AWS answered ${status}` };
}

export interface SignatureParts {
  readonly host: string;
  readonly region: string;
  readonly service: string;
  readonly body: string;
  readonly now: Date;
  readonly credentials: AwsCredentials;
}

/** Signs a POST of a form to `/`. Source: IAM user guide, "Create a signed AWS API request" (Signature Version 4). */
export function signedHeaders({
  host,
  region,
  service,
  body,
  now,
  credentials,
}: SignatureParts): Record<string, string> {
  const instant = now.toISOString().replace(/[-:]|\.\d+/g, "");
  const scope = `${instant.slice(0, 8)}/${region}/${service}/aws4_request`;
  const headers: Record<string, string> = {
    "content-type": TYPE,
    "x-amz-date": instant,
    ...(credentials.sessionToken === undefined ? {} : { "x-amz-security-token": credentials.sessionToken }),
  };
  // fetch writes the host itself. In alphabetical order, as the signature wants them.
  const signed = Object.entries({ ...headers, host }).sort(([a], [b]) => (a < b ? -1 : 1));
  const names = signed.map(([name]) => name).join(";");
  const lines = signed.map(([name, value]) => `${name}:${value}\n`).join("");
  const request = ["POST", "/", "", lines, names, sha256(body)].join("\n");
  const toSign = ["AWS4-HMAC-SHA256", instant, scope, sha256(request)].join("\n");
  const key = scope
    .split("/")
    .reduce<string | Buffer>((secret, part) => hmac(secret, part), `AWS4${credentials.secretAccessKey}`);
  const signature = hmac(key, toSign).toString("hex");
  return {
    ...headers,
    authorization: `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`,
  };
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}
