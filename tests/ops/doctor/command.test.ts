import { createServer, type Server } from "node:http";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { afterAll, beforeAll, expect, test } from "vitest";

import { GMAIL_CREDENTIALS } from "../../../local/config.ts";
import { callDynamo } from "../../../cloud/dynamodb/client.ts";
import { closeServer, listen } from "../../../cloud/http/listen.ts";
import { useOps } from "../support/command.ts";
import { useCloud } from "../../support/useCloud.ts";

const { directory, local: LOCAL, data, ops, fakePulumi } = useOps();
const ACCOUNT = "210987654321";
const AWS = { AWS_ACCESS_KEY_ID: "AKIDTEST", AWS_SECRET_ACCESS_KEY: "hush-key" };
const Findings = v.array(
  v.strictObject({
    check: v.string(),
    state: v.picklist(["ok", "warning", "problem", "skipped"]),
    message: v.string(),
    command: v.nullable(v.string()),
  }),
);

const cloud = useCloud({ dataDirectory: data });
/** Answers what AWS's STS would; a machine without a network must not decide these tests. */
let sts: Server;
let stsUrl = "";
let stsAnswer = { status: 200, body: "" };

beforeAll(async () => {
  sts = createServer((_request, response) => {
    response.writeHead(stsAnswer.status).end(stsAnswer.body);
  });
  stsUrl = `http://127.0.0.1:${await listen(sts, 0)}`;
});

afterAll(async () => {
  await closeServer(sts);
});

function plainConfig(): Record<string, { value: string; secret: boolean }> {
  const values = {
    "aws:region": "us-east-1",
    "scc:companyName": "Windward Charters",
    "scc:adminEmail": "captain@windward.test",
    "scc:mailFrom": "charters@windward.test",
    "scc:timeZone": "America/New_York",
    "scc:currency": "USD",
    "scc:gmailEndpoint": cloud.gmail.url,
  };
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, { value, secret: false }]));
}

function withSecrets({ clientId, clientSecret, refreshToken } = GMAIL_CREDENTIALS): ReturnType<typeof plainConfig> {
  const secret = (value: string) => ({ value, secret: true });
  return {
    ...plainConfig(),
    "scc:gmailClientId": secret(clientId),
    "scc:gmailClientSecret": secret(clientSecret),
    "scc:gmailRefreshToken": secret(refreshToken),
  };
}

/** Stands for a CLI that is logged in and has the stack; each answer in the shape of the CLI's own. */
function pulumi(config: object, deployment: object | null = null): Record<string, string> {
  const files = { config, export: { version: 3, deployment } };
  const paths = Object.entries(files).map(([name, content]) => {
    const file = join(directory, `${name}-${Math.random()}.json`);
    writeFileSync(file, JSON.stringify(content));
    return [name, file] as const;
  });
  const { config: configFile, export: exportFile } = Object.fromEntries(paths);
  return fakePulumi(`case "$*" in
    "version --non-interactive") echo v3.248.0;;
    "whoami --json --non-interactive") echo '{"user":"ada","url":"https://api.pulumi.com"}';;
    "config --show-secrets --json --stack staging --non-interactive") /bin/cat '${configFile ?? ""}';;
    "stack export --stack staging --non-interactive") /bin/cat '${exportFile ?? ""}';;
    *) echo "error: the test knows no pulumi $*" >&2; exit 255;;
  esac`);
}

function knownBy(account: string): void {
  stsAnswer = {
    status: 200,
    body: `<GetCallerIdentityResponse><Arn>arn:aws:iam::${account}:user/ada</Arn><Account>${account}</Account></GetCallerIdentityResponse>`,
  };
}

async function doctor(env: Readonly<Record<string, string>>) {
  const outcome = await ops(["doctor", "--stack", "staging", "--json"], {
    env: { ...AWS, AWS_ENDPOINT_URL_STS: stsUrl, ...env },
  });
  const findings = v.parse(v.pipe(v.string(), v.parseJson(), Findings), outcome.out);
  return { ...outcome, findings, of: (check: string) => findings.find((finding) => finding.check === check) };
}

test("a stack that is complete is ready, Gmail and AWS having been asked for real", async () => {
  knownBy(ACCOUNT);
  const { code, findings, of, out, err } = await doctor(pulumi(withSecrets()));

  expect(findings.filter(({ state }) => state === "problem")).toEqual([]);
  expect(code).toBe(0);
  expect(of("Gmail")?.state).toBe("ok");
  expect(of("AWS credentials")?.message).toBe(`arn:aws:iam::${ACCOUNT}:user/ada.`);
  expect(of("stack")?.message).toContain("nothing is deployed yet");
  const { clientId, clientSecret, refreshToken } = GMAIL_CREDENTIALS;
  for (const secret of [clientId, clientSecret, refreshToken, "hush-key"]) expect(out + err).not.toContain(secret);
});

test("each thing that would make an update fail is found, whatever else is wrong, and the exit code says so", async () => {
  stsAnswer = { status: 403, body: "<ErrorResponse><Error><Code>ExpiredToken</Code></Error></ErrorResponse>" };
  const config = {
    ...withSecrets({ ...GMAIL_CREDENTIALS, refreshToken: "revoked-token" }),
    "scc:timeZone": { value: "Mars/Olympus", secret: false },
  };
  const pending = [
    { type: "creating", resource: { urn: "urn:pulumi:staging::ship-captain-crew::aws:s3/bucket:Bucket::site" } },
  ];
  const { code, of } = await doctor(pulumi(config, { resources: [], pending_operations: pending }));

  expect(code).toBe(1);
  expect(of("configuration")).toMatchObject({
    state: "problem",
    command: "pulumi config set --stack staging scc:timeZone America/New_York",
  });
  expect(of("Gmail")).toMatchObject({
    state: "problem",
    command: "pulumi config set --stack staging --secret scc:gmailRefreshToken",
  });
  expect(of("pending operations")?.state).toBe("problem");
  expect(of("AWS credentials")).toMatchObject({ state: "problem", command: "aws sso login" });
  expect(of("edge function")?.state).toBe("ok");
});

test("without the Pulumi CLI the stack's own file is read, and what it lacks has its line", async () => {
  knownBy(ACCOUNT);
  const { code, out } = await ops(["doctor", "--stack", "staging"], { env: { ...AWS, AWS_ENDPOINT_URL_STS: stsUrl } });
  expect(code).toBe(1);
  expect(out).toMatch(/✗ Pulumi CLI +is not installed.*\n {4}curl /);
  expect(out).toMatch(
    /✗ configuration +scc:gmailClientSecret is missing\.\n {4}pulumi config set --stack staging --secret scc:gmailClientSecret\n/,
  );
  expect(out).toMatch(/! placeholders +scc:adminEmail is still admin\+staging@example\.com/);
  expect(out).toMatch(/✓ AWS account +210987654321/);
  expect(out).toMatch(/\n4 problems \(✗\) to solve first\. 2 warnings \(!\) to look at\.\n$/);
});

test("credentials of another account than the stack's are a problem, and what then cannot be read hides nothing", async () => {
  knownBy(ACCOUNT);
  const outputs = {
    tableName: cloud.table.name,
    region: "us-east-1",
    keyValueStoreArn: cloud.graph.outputs["keyValueStoreArn"],
  };
  const resources = [
    { urn: "urn:pulumi:staging::p::pulumi:pulumi:Stack::p-staging", type: "pulumi:pulumi:Stack", outputs },
  ];
  // Nothing listens at port 1, and no request leaves this machine.
  const closed = { AWS_ENDPOINT_URL: "http://127.0.0.1:1" };
  const { code, of } = await doctor({ ...pulumi(withSecrets(), { resources }), ...closed });
  expect(code).toBe(1);
  expect(of("AWS account")).toMatchObject({
    state: "problem",
    message: expect.stringContaining("deployed in 123456789012") as string,
  });
  expect(of("slugs")).toMatchObject({
    state: "warning",
    message: expect.stringContaining("could not be looked at") as string,
  });
  expect(of("Gmail")?.state).toBe("ok");
});

test("the embedded cloud is looked at with its own credentials, and what only AWS has is named", async () => {
  const healthy = await ops(["doctor", ...LOCAL]);
  expect(healthy).toMatchObject({
    code: 0,
    out: expect.stringMatching(
      /✓ Gmail +gives an access token[^]+- on AWS only +Pulumi CLI[^]+The local cloud is well\.\n$/,
    ) as string,
  });
  cloud.gmail.faults.revoked = true;
  const revoked = await ops(["doctor", ...LOCAL]);
  cloud.gmail.faults.revoked = false;
  expect(revoked).toMatchObject({
    code: 1,
    out: expect.stringMatching(/✗ Gmail +does not take the refresh token/) as string,
  });
  const stopped = await ops(["doctor", "--stack", "local", "--data", join(directory, "nothing")]);
  expect(stopped).toMatchObject({
    code: 1,
    out: expect.stringMatching(/✗ local cloud +No local cloud runs on .*\n {4}npm start\n/) as string,
  });
});

test("without a stack only this machine is looked at", async () => {
  const { code, out } = await ops(["doctor"], { env: pulumi({}) });
  expect(code).toBe(0);
  expect(out).toMatch(
    /✓ Node\.js[^]+✓ Pulumi CLI +3\.248\.0[^]+✓ Pulumi login +ada at[^]+✓ site[^]+This machine is ready\./,
  );
  expect(out).not.toContain("configuration");
});

test("a stored charter whose id is no slug, and whose link leads nowhere, wants a look", async () => {
  const item = (id: string) => ({ event_id: { S: id }, timestamp: { S: id } });
  // The local stack declares an alias for the first.
  for (const id of ["2026-05-23", "2026-06-01"]) {
    await callDynamo(cloud.table.endpoint, "PutItem", { TableName: cloud.table.name, Item: item(id) });
  }
  const { code, out } = await ops(["doctor", ...LOCAL]);
  expect(code).toBe(0);
  expect(out).toMatch(
    /! slugs +2 stored charters, 1 of them under an id .*"2026-06-01"\.\n {4}npm run ops -- audit --stack local\n/,
  );
});
