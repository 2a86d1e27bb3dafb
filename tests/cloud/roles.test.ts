import { InvokeCommand } from "@aws-sdk/client-lambda";
import { afterEach, expect, test } from "vitest";
import { credentialsOf, nameOfPrincipal } from "../../cloud/aws/accessKeys.ts";
import { openAccess } from "../../cloud/aws/access.ts";
import { needsOf } from "../../cloud/dynamodb/needs.ts";
import { readRoles, type Roles } from "../../cloud/iam/roles.ts";
import { serveGraph, type Served } from "./support/clients.ts";
import { declare } from "./support/graph.ts";
import { declareReleasedSystem, openLambda } from "./support/lambda.ts";

const TABLE = "arn:aws:dynamodb:us-east-1:123456789012:table/guests";
const trust = (service = "lambda.amazonaws.com"): string =>
  JSON.stringify({ Statement: { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: service } } });
const document = (...Statement: object[]): string => JSON.stringify({ Version: "2012-10-17", Statement });
const allow = (Action: string | string[], Resource: string | string[], more: object = {}): object => ({
  Effect: "Allow",
  Action,
  Resource,
  ...more,
});

interface Policies {
  inline?: string[];
  attached?: string[];
  own?: string[];
  role?: object;
}

async function roles({ inline = [], attached = [], own = [], role = {} }: Policies): Promise<Roles> {
  const declared = await declare("iam/role:Role", "writer", { assumeRolePolicy: trust(), ...role });
  const attach = (policyArn: string, at: number) =>
    declare("iam/rolePolicyAttachment:RolePolicyAttachment", `a${String(at)}`, { role: "writer", policyArn });
  return readRoles({
    roles: [declared],
    rolePolicies: await Promise.all(
      inline.map((policy, at) => declare("iam/rolePolicy:RolePolicy", `p${String(at)}`, { role: "writer", policy })),
    ),
    policies: await Promise.all(own.map((policy, at) => declare("iam/policy:Policy", `own${String(at)}`, { policy }))),
    attachments: await Promise.all(attached.map(attach)),
  });
}

/** What a function with the role hears when it wants something; undefined when it may. */
async function ask(policies: Policies, action: string, resource: string): Promise<string | undefined> {
  const principal = (await roles(policies)).assume("arn:aws:iam::123456789012:role/writer", "book");
  const access = openAccess();
  const name = nameOfPrincipal(principal.arn);
  access.admit(new Map([[name, principal]]));
  const { accessKeyId } = credentialsOf(name, 1);
  const first = access.refusal(accessKeyId, [{ action, resource }])?.message;
  // Remembered, it is the same.
  expect(access.refusal(accessKeyId, [{ action, resource }])?.message).toBe(first);
  return first;
}

const USER = "User: arn:aws:sts::123456789012:assumed-role/writer/book is not authorized to perform:";

test("what no policy allows is refused in AWS's words", async () => {
  const policies = { inline: [document(allow("dynamodb:GetItem", TABLE))] };
  expect(await ask(policies, "dynamodb:GetItem", TABLE)).toBeUndefined();
  expect(await ask(policies, "dynamodb:PutItem", TABLE)).toBe(
    `${USER} dynamodb:PutItem on resource: ${TABLE} because no identity-based policy allows the dynamodb:PutItem action`,
  );
});

test("a deny wins over every allow", async () => {
  const deny = { Effect: "Deny", Action: "dynamodb:Delete*", Resource: "*" };
  const policies = { inline: [document(allow("dynamodb:*", "*")), document(deny)] };
  expect(await ask(policies, "dynamodb:PutItem", TABLE)).toBeUndefined();
  expect(await ask(policies, "dynamodb:DeleteItem", TABLE)).toBe(
    `${USER} dynamodb:DeleteItem on resource: ${TABLE} with an explicit deny in an identity-based policy`,
  );
});

test.each([
  ["the table alone", TABLE, true, false],
  ["one index", `${TABLE}/index/by-day`, false, true],
  ["every index", `${TABLE}/index/*`, false, true],
  ["all that begins so", `${TABLE}*`, true, true],
  ["another table", `${TABLE}-2`, false, false],
  ["a letter more", `${TABLE}?`, false, false],
])("a grant on %s covers what it covers on AWS", async (_what, resource, table, index) => {
  const policies = { inline: [document(allow("dynamodb:Query", resource))] };
  const may = async (asked: string) => (await ask(policies, "dynamodb:Query", asked)) === undefined;
  expect([await may(TABLE), await may(`${TABLE}/index/by-day`)]).toEqual([table, index]);
});

test("policies count wherever they are declared", async () => {
  const may = async (policies: Policies) => (await ask(policies, "lambda:InvokeFunction", "arn:f")) === undefined;
  const text = document(allow("lambda:InvokeFunction", "arn:f"));
  const managed = "arn:aws:iam::aws:policy/service-role/AWSLambdaRole";
  expect(await may({})).toBe(false);
  expect(await may({ inline: [text] })).toBe(true);
  expect(await may({ role: { inlinePolicies: [{ name: "p", policy: text }] } })).toBe(true);
  expect(await may({ attached: [managed] })).toBe(true);
  expect(await may({ role: { managedPolicyArns: [managed] } })).toBe(true);
  expect(await may({ own: [text], attached: ["arn:aws:iam::123456789012:policy/own0"] })).toBe(true);
  expect(await may({ attached: ["arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"] })).toBe(false);
});

test("a condition holds for what is known of the caller, and one on anything else is named", async () => {
  const when = (key: string, value: string): Policies => ({
    inline: [document(allow("dynamodb:GetItem", TABLE, { Condition: { StringEquals: { [key]: value } } }))],
  });
  expect(await ask(when("aws:RequestedRegion", "us-east-1"), "dynamodb:GetItem", TABLE)).toBeUndefined();
  expect(await ask(when("aws:RequestedRegion", "eu-west-1"), "dynamodb:GetItem", TABLE)).toContain("not authorized");
  await expect(roles(when("dynamodb:LeadingKeys", "a"))).rejects.toThrow("the condition key dynamodb:LeadingKeys");
});

test("a managed policy that is not known, and a permissions boundary, are named", async () => {
  const strange = "arn:aws:iam::aws:policy/AmazonDynamoDBFullAccess";
  await expect(roles({ attached: [strange] })).rejects.toThrow(`does not know the policy ${strange}`);
  await expect(roles({ role: { permissionsBoundary: strange } })).rejects.toThrow("a permissions boundary");
});

test("a key that Lambda did not give out is nobody's, and every other key is an operator's", () => {
  const access = openAccess();
  const needs = [{ action: "dynamodb:PutItem", resource: TABLE }];
  expect(access.refusal(credentialsOf("ABCDEFGH", 1).accessKeyId, needs)?.code).toBe("UnknownKey");
  expect(access.refusal("local", needs)).toBeUndefined();
});

const of = (action: string, ...resources: string[]) => resources.map((resource) => ({ action, resource }));
test.each([
  ["PutItem", { TableName: "guests" }, of("dynamodb:PutItem", TABLE)],
  ["PutItem", { TableName: TABLE }, of("dynamodb:PutItem", TABLE)],
  ["Query", { TableName: "guests", IndexName: "by-day" }, of("dynamodb:Query", `${TABLE}/index/by-day`)],
  [
    "BatchGetItem",
    { RequestItems: { guests: {}, g: {} } },
    of("dynamodb:BatchGetItem", TABLE, TABLE.replace("guests", "g")),
  ],
  ["BatchWriteItem", { RequestItems: { guests: [] } }, of("dynamodb:BatchWriteItem", TABLE)],
  [
    "TransactWriteItems",
    {
      TransactItems: ["Put", "Update", "Delete", "ConditionCheck"].map((part) => ({ [part]: { TableName: "guests" } })),
    },
    ["PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem"].flatMap((part) => of(`dynamodb:${part}`, TABLE)),
  ],
  ["TransactGetItems", { TransactItems: [{ Get: { TableName: "guests" } }] }, of("dynamodb:GetItem", TABLE)],
  ["TagResource", { ResourceArn: TABLE }, of("dynamodb:TagResource", TABLE)],
  ["ListTables", {}, of("dynamodb:ListTables", "*")],
  ["GetItem", null, of("dynamodb:GetItem", "*")],
])("%s of %j needs what it needs on AWS", (action, input, needs) => {
  expect(needsOf(action, input)).toEqual(needs);
});

let served: Served | undefined;
afterEach(async () => {
  await served?.close();
  served = undefined;
});

/** A function that makes the call it is asked for, as its role, and answers what it heard. */
const CALLER = `export const handler = async ({ endpoint, service, method, path, target, body }) => {
  const credential = process.env.AWS_ACCESS_KEY_ID + "/20260101/us-east-1/" + service + "/aws4_request";
  const answer = await fetch(endpoint + path, {
    method,
    headers: {
      authorization: "AWS4-HMAC-SHA256 Credential=" + credential + ", SignedHeaders=host, Signature=x",
      "x-amz-target": target ?? "",
    },
    body,
  });
  return { status: answer.status, text: await answer.text() };
};`;

async function serveCaller(policy: string): Promise<(call: object) => Promise<{ status: number; text: string }>> {
  const graph = await declareReleasedSystem({
    handler: CALLER,
    objects: { "a.txt": { content: "a" } },
    kvs: { k: "v" },
  });
  const role = await declare("iam/role:Role", "role", { assumeRolePolicy: trust() });
  const rolePolicy = await declare("iam/rolePolicy:RolePolicy", "role", { role: "role", policy });
  served = await serveGraph({ ...graph, resources: [...graph.resources, role, rolePolicy] });
  const endpoint = served.controlPlane.url;
  const client = openLambda(endpoint);
  return async (call) => {
    const payload = new TextEncoder().encode(JSON.stringify({ endpoint, ...call }));
    const answer = await client.send(new InvokeCommand({ FunctionName: "api", Qualifier: "live", Payload: payload }));
    return JSON.parse(answer.Payload?.transformToString() ?? "") as { status: number; text: string };
  };
}

const FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:api";
const STORE = "arn:aws:cloudfront::123456789012:key-value-store/";
const LOGS = { service: "logs", method: "POST", path: "/", target: "Logs_20140328.FilterLogEvents" };
const INVOKE = {
  service: "lambda",
  method: "POST",
  path: `/2015-03-31/functions/api/invocations?Qualifier=live`,
  body: "{}",
};
const CALLS = {
  "lambda:InvokeFunction": { ...INVOKE, resource: `${FUNCTION}:live` },
  "lambda:GetAlias": {
    service: "lambda",
    method: "GET",
    path: "/2015-03-31/functions/api/aliases/live",
    resource: FUNCTION,
  },
  "s3:GetObject": { service: "s3", method: "GET", path: "/site/a.txt", resource: "arn:aws:s3:::site/a.txt" },
  "s3:PutObject": { service: "s3", method: "PUT", path: "/site/b.txt", body: "b", resource: "arn:aws:s3:::site/b.txt" },
  "s3:ListBucket": { service: "s3", method: "GET", path: "/site?list-type=2", resource: "arn:aws:s3:::site" },
  "s3:DeleteObject": {
    service: "s3",
    method: "POST",
    path: "/site?delete",
    body: "<Delete><Object><Key>a.txt</Key></Object></Delete>",
    resource: "arn:aws:s3:::site/a.txt",
  },
  "cloudfront-keyvaluestore:GetKey": {
    service: "cloudfront-keyvaluestore",
    method: "GET",
    path: "/key-value-stores/STORE/keys/k",
    resource: `${STORE}ID`,
  },
  "logs:FilterLogEvents": {
    ...LOGS,
    body: JSON.stringify({ logGroupName: "/aws/lambda/api" }),
    resource: "arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/api:log-stream:",
  },
};

test.each(Object.entries(CALLS))(
  "a function may %s when its role may, and else hears why not",
  async (action, call) => {
    const store = await declare("cloudfront/keyValueStore:KeyValueStore", "edge", {});
    const storeArn = String(store.outputs["arn"]);
    const resource = call.resource.replace(`${STORE}ID`, storeArn);
    const made = { ...call, path: call.path.replace("STORE", encodeURIComponent(storeArn)) };

    const allowed = await (await serveCaller(document(allow(action, resource))))(made);
    await served?.close();
    const refused = await (await serveCaller(document(allow("dynamodb:*", "*"))))(made);

    expect(allowed.status).toBe(200);
    expect(refused.status).toBe(call.service === "logs" ? 400 : 403);
    expect(refused.text).toContain("AccessDenied");
    expect(refused.text).toContain(
      `User: arn:aws:sts::123456789012:assumed-role/role/api is not authorized to perform: ${action} on resource: ${resource}`,
    );
  },
);

test("operators may do all that functions may not", async () => {
  await serveCaller(document());
  const answer = await fetch(`${served?.controlPlane.url ?? ""}/site/a.txt`, {
    headers: { authorization: "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/s3/aws4_request, Signature=x" },
  });
  expect(answer.status).toBe(200);
});

test("a role that Lambda may not assume stops the start", async () => {
  const graph = await declareReleasedSystem();
  const role = await declare("iam/role:Role", "role", { assumeRolePolicy: trust("ec2.amazonaws.com") });
  await expect(serveGraph({ ...graph, resources: [...graph.resources, role] })).rejects.toThrow(
    "The role defined for the function cannot be assumed by Lambda",
  );
});

test("a schedule invokes as its role may", async () => {
  const graph = await declareReleasedSystem({
    handler: "export const handler = async () => { console.log('swept'); };",
  });
  const schedule = await declare("scheduler/schedule:Schedule", "sweep", {
    scheduleExpression: "rate(1 hour)",
    target: { arn: `${FUNCTION}:live`, roleArn: "arn:aws:iam::123456789012:role/sweeper" },
  });
  const sweeper = (service: string) => declare("iam/role:Role", "sweeper", { assumeRolePolicy: trust(service) });
  const policy = (action: string) =>
    declare("iam/rolePolicy:RolePolicy", "sweeper", {
      role: "sweeper",
      policy: document(allow(action, `${FUNCTION}:live`)),
    });
  const serve = async (action: string, service = "scheduler.amazonaws.com") =>
    (served = await serveGraph({
      ...graph,
      resources: [...graph.resources, schedule, await sweeper(service), await policy(action)],
    }));

  const { realised, logs } = await serve("lambda:InvokeFunction");
  await realised.schedules[0]?.fire();
  await expect.poll(() => logs.lines().map(({ text }) => text)).toContain("swept");
  await served?.close();
  const refused = (await serve("lambda:GetFunction")).realised.schedules[0]?.fire();
  await expect(refused).rejects.toThrow(
    `User: arn:aws:sts::123456789012:assumed-role/sweeper/sweep is not authorized to perform: lambda:InvokeFunction on resource: ${FUNCTION}:live`,
  );
  await served?.close();
  served = undefined;
  await expect(serve("lambda:InvokeFunction", "lambda.amazonaws.com")).rejects.toThrow(
    "must allow AWS EventBridge Scheduler to assume the role",
  );
});
