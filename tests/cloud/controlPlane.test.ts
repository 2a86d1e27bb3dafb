import { ListObjectsV2Command } from "@aws-sdk/client-s3";
import { ListKeysCommand } from "@aws-sdk/client-cloudfront-keyvaluestore";
import { afterEach, expect, test } from "vitest";
import { REAL_CLOCK } from "../../cloud/clock/clock.ts";
import { openAccess } from "../../cloud/aws/access.ts";
import { startControlPlane, type ControlPlane, type ServiceApi } from "../../cloud/aws/controlPlane.ts";
import { openKvs, openS3 } from "./support/clients.ts";

const ARN = "arn:aws:cloudfront::123456789012:key-value-store/a";
const LISTENERS = { onFault: () => undefined, clock: REAL_CLOCK };
let plane: ControlPlane | undefined;

afterEach(async () => {
  await plane?.close();
});

const json =
  (body: object): ServiceApi =>
  () =>
    Promise.resolve({ status: 200, headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
const scope = (text: string) => ({
  headers: { authorization: `AWS4-HMAC-SHA256 Credential=local/${text}/aws4_request, SignedHeaders=host, Signature=0` },
});

test("a request reaches the service that its signature names, in both kinds of signature", async () => {
  const asked: string[] = [];
  const api =
    (name: string): ServiceApi =>
    (request) => {
      asked.push(`${name} ${request.method} ${request.path} ${request.query.get("list-type") ?? "-"}`);
      return json({})(request);
    };
  plane = await startControlPlane(
    () => ({ s3: api("s3"), "cloudfront-keyvaluestore": api("kvs") }),
    openAccess(),
    LISTENERS,
  );
  // The empty answer is no listing; that it was asked for is what counts here.
  await openS3(plane.url)
    .send(new ListObjectsV2Command({ Bucket: "site" }))
    .catch(() => undefined);
  await openKvs(plane.url).send(new ListKeysCommand({ KvsARN: ARN }));
  expect(asked).toEqual(["s3 GET /site/ 2", `kvs GET /key-value-stores/${encodeURIComponent(ARN)}/keys -`]);
});

test("a service that is not here is a 404 that names it and those that are", async () => {
  plane = await startControlPlane(() => ({ s3: json({}), lambda: json({}) }), openAccess(), LISTENERS);
  const response = await fetch(plane.url, scope("20261123/us-east-1/sqs"));
  const inherited = await fetch(plane.url, scope("20261123/us-east-1/constructor"));
  expect([response.status, response.headers.get("x-amzn-errortype"), inherited.status]).toEqual([
    404,
    "UnknownService",
    404,
  ]);
  expect(await response.json()).toMatchObject({
    message: 'The local cloud has no API of the service "sqs"; it has lambda, s3.',
  });
});

test("a request without a signature is refused before any service sees it", async () => {
  plane = await startControlPlane(() => ({ s3: json({}) }), openAccess(), LISTENERS);
  const response = await fetch(plane.url);
  expect([response.status, response.headers.get("x-amzn-errortype")]).toEqual([403, "MissingAuthenticationToken"]);
});

test("a service that fails is a 500 and is reported, and the next request is answered", async () => {
  const faults: unknown[] = [];
  const services = { s3: () => Promise.reject(new Error("no such file")), lambda: json({ fine: true }) };
  plane = await startControlPlane(() => services, openAccess(), {
    ...LISTENERS,
    onFault: (fault) => faults.push(fault),
  });
  const failed = await fetch(plane.url, scope("20261123/us-east-1/s3"));
  const next = await fetch(plane.url, scope("20261123/us-east-1/lambda"));
  expect([failed.status, await next.json(), faults]).toEqual([500, { fine: true }, [new Error("no such file")]]);
});

test("services that a reload replaced are asked from then on", async () => {
  let services: Record<string, ServiceApi> = { lambda: json({ build: 1 }) };
  plane = await startControlPlane(() => services, openAccess(), LISTENERS);
  services = { lambda: json({ build: 2 }) };
  const response = await fetch(plane.url, scope("20261123/us-east-1/lambda"));
  expect(await response.json()).toEqual({ build: 2 });
});
