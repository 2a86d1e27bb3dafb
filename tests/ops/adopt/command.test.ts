import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

import { startOurCloud, type Cloud } from "../../../local/ourCloud.ts";
import { closeServer, listen } from "../../../cloud/http/listen.ts";
import { useOps } from "../support/command.ts";
import { EXISTING, layOut, must } from "./beforehand.ts";

const { directory, data, local: LOCAL, ops, fakePulumi } = useOps();
const CREDENTIALS = { AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" };
let cloud: Cloud;
/** Answers for Lambda and S3 as AWS does; DynamoDB is the embedded cloud's. */
let aws: Server;
let awsUrl = "";

beforeAll(async () => {
  await layOut(data);
  cloud = await startOurCloud({ dataDirectory: data, config: { "scc:adopt": JSON.stringify(EXISTING) } });
  aws = createServer((request, response) => {
    const url = request.url ?? "";
    const configuration = {
      FunctionName: EXISTING.function,
      PackageType: "Zip",
      Runtime: "nodejs18.x",
      Environment: { Variables: { REPORT_TO: "hush@windward.test" } },
    };
    if (url.startsWith("/2015-03-31/"))
      response.setHeader("content-type", "application/json").end(JSON.stringify(configuration));
    else if (request.method === "HEAD") response.setHeader("x-amz-bucket-region", "us-east-1").end();
    else if (url.includes("policy")) response.writeHead(404).end("<Error><Code>NoSuchBucketPolicy</Code></Error>");
    else if (url.includes("publicAccessBlock"))
      response.writeHead(404).end("<Error><Code>NoSuchPublicAccessBlockConfiguration</Code></Error>");
    else response.end("<ListBucketResult><KeyCount>3</KeyCount></ListBucketResult>");
  });
  awsUrl = `http://127.0.0.1:${await listen(aws, 0)}`;
});

afterAll(async () => {
  await closeServer(aws);
  await cloud.close();
});

test("the embedded cloud's own resources, adopted, are the same or changed in place", async () => {
  const line = [
    "adopt",
    ...LOCAL,
    "--table",
    EXISTING.table,
    "--bucket",
    EXISTING.bucket,
    "--function",
    EXISTING.function,
  ];
  const { code, out } = await ops([...line, "--distribution", "E2OLDEXAMPLE"]);
  expect(out).toMatch(/✓ table scc-events +same; its items stay/);
  expect(out).toMatch(
    /✓ bucket scc-dispatch +would be changed in place: [^\n]*which stay; slots go below _staging\/\./,
  );
  expect(out).toMatch(/✓ function dispatch-api +carries the variables [^\n]*REPORT_TO/);
  expect(out).toMatch(/- distribution E2OLDEXAMPLE +is compared by Pulumi's preview/);
  expect(code).toBe(0);
});

test("a table with other keys is named, and the exit code says so", async () => {
  await must(cloud.table.endpoint, "CreateTable", {
    TableName: "older",
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
    KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
  });
  const { code, out } = await ops(["adopt", ...LOCAL, "--table", "older"]);
  expect(code).toBe(1);
  expect(out).toMatch(/✗ table older +would be REPLACED: its keys are id, not event_id and timestamp/);
  const missing = await ops(["adopt", ...LOCAL, "--table", "nowhere"]);
  expect(missing).toMatchObject({
    code: 1,
    out: expect.stringMatching(/✗ table nowhere +is not in us-east-1/) as string,
  });
});

function config(adopt?: object): string {
  const plain = {
    "aws:region": "us-east-1",
    "scc:companyName": "Windward",
    "scc:adminEmail": "a@windward.test",
    "scc:mailFrom": "b@windward.test",
    "scc:timeZone": "UTC",
    "scc:currency": "USD",
    ...(adopt === undefined ? {} : { "scc:adopt": JSON.stringify(adopt) }),
  };
  const secrets = ["gmailClientId", "gmailClientSecret", "gmailRefreshToken"].map((key) => [
    `scc:${key}`,
    { value: "hush", secret: true },
  ]);
  return JSON.stringify({
    ...Object.fromEntries(Object.entries(plain).map(([key, value]) => [key, { value, secret: false }])),
    ...Object.fromEntries(secrets),
  });
}

function pulumi(values: string, state: object, preview: object): Record<string, string> {
  return fakePulumi(`case "$*" in
    "config --show-secrets --json --stack prod --non-interactive") echo '${values}';;
    "stack export --stack prod --non-interactive") echo '${JSON.stringify({ version: 3, deployment: state })}';;
    "preview --json --stack prod --non-interactive") echo '${JSON.stringify(preview)}';;
    *) echo "error: the test knows no pulumi $*" >&2; exit 255;;
  esac`);
}

function onAws(env: Readonly<Record<string, string>>) {
  return {
    env: {
      ...CREDENTIALS,
      AWS_ENDPOINT_URL_DYNAMODB: cloud.table.endpoint,
      AWS_ENDPOINT_URL_LAMBDA: awsUrl,
      AWS_ENDPOINT_URL_S3: awsUrl,
      ...env,
    },
  };
}

test("before anything is configured, what exists is compared and every line to type is given", async () => {
  const { code, out } = await ops(
    ["adopt", "--stack", "prod", "--table", EXISTING.table, "--function", EXISTING.function],
    onAws(pulumi(config(), {}, {})),
  );
  expect(code).toBe(0);
  expect(out).toMatch(/✓ function dispatch-api +would be changed in place: code, runtime nodejs18\.x to nodejs22\.x/);
  expect(out).toMatch(
    /✓ function dispatch-api +keeps its variables as secrets: REPORT_TO; the program's own values replace none; \d+ of 4096/,
  );
  expect(out).toMatch(/- preview +comes once scc:adopt names these\./);
  expect(out).toMatch(
    /1\. Name them[^]+pulumi config set --stack prod --path scc:adopt\.table scc-events\n[^]+scc:adopt\.function dispatch-api\n2\. Put them/,
  );
  expect(out).not.toContain("hush");
});

test("what could not be compared is no good news: without credentials every resource is marked, and the exit code says so", async () => {
  const { code, out } = await ops(["adopt", "--stack", "prod", "--table", EXISTING.table], {
    env: pulumi(config(), {}, {}),
  });
  expect(code).toBe(1);
  expect(out).toMatch(
    /✗ table scc-events +could not be looked at: No AWS credentials[^\n]+\n {4}npm run ops -- adopt --stack prod --table scc-events\n/,
  );
});

test("once they are configured and imported, Pulumi's preview has the last word", async () => {
  const adopt = { table: EXISTING.table };
  const urn = "urn:pulumi:prod::ship-captain-crew::scc:infra:EventsTable$aws:dynamodb/table:Table::events";
  const state = { resources: [{ urn, type: "aws:dynamodb/table:Table", id: EXISTING.table }] };
  const good = await ops(
    ["adopt", "--stack", "prod"],
    onAws(pulumi(config(adopt), state, { steps: [{ op: "update", urn, diffReasons: ["tags"] }] })),
  );
  const bad = await ops(
    ["adopt", "--stack", "prod", "--json"],
    onAws(pulumi(config(adopt), state, { steps: [{ op: "replace", urn, replaceReasons: ["rangeKey"] }] })),
  );
  expect(good).toMatchObject({
    code: 0,
    out: expect.stringMatching(
      /✓ preview +1 update; nothing would be replaced[^]+\n1\. When nothing is left marked ✗:\n {5}pulumi up --stack prod\n$/,
    ) as string,
  });
  expect(bad.code).toBe(1);
  expect(JSON.parse(bad.out)).toContainEqual(expect.objectContaining({ check: "preview", state: "problem" }));
});

test("--import-file writes what pulumi import takes, and nothing else happens", async () => {
  const file = join(directory, "adopt-prod.json");
  const { code, out } = await ops(
    ["adopt", "--stack", "prod", "--bucket", "scc-dispatch", "--import-file", file],
    onAws(pulumi(config(), {}, {})),
  );
  expect([code, JSON.parse(readFileSync(file, "utf8"))]).toEqual([
    0,
    {
      resources: [
        { type: "scc:infra:Site", name: "bucket-component", logicalName: "site", component: true },
        {
          type: "aws:s3/bucket:Bucket",
          name: "bucket",
          logicalName: "site",
          id: "scc-dispatch",
          parent: "bucket-component",
        },
      ],
    },
  ]);
  expect(out).toContain(`pulumi import --stack prod --file ${file} --protect=false --generate-code=false`);
});

test("a command line that names nothing, or a name that cannot be one, is no command", async () => {
  const nothing = await ops(["adopt", ...LOCAL]);
  const wrong = await ops(["adopt", ...LOCAL, "--distribution", "d111.cloudfront.net"]);
  expect([nothing.code, wrong.code]).toEqual([2, 2]);
  expect(wrong.err).toContain("--distribution must be the id of a CloudFront distribution.");
});
