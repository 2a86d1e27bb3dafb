import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DescribeKeyValueStoreCommand } from "@aws-sdk/client-cloudfront-keyvaluestore";
import { GetFunctionConfigurationCommand, InvokeCommand } from "@aws-sdk/client-lambda";
import { HeadObjectCommand } from "@aws-sdk/client-s3";
import { afterEach, expect, test } from "vitest";
import { movableClock, type MovableClock } from "../../cloud/clock/movableClock.ts";
import { startCloud, type Cloud } from "../../cloud/cloud.ts";
import { openKvs, openS3 } from "./support/clients.ts";
import { declare, declareSmallSystem } from "./support/graph.ts";
import { openLambda } from "./support/lambda.ts";

const START = new Date("2031-05-06T07:08:09.000Z");
const MINUTE_MS = 60_000;
const tick = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

test("a clock that is moved does what is due in order, at its instant, each after the one before has ended", async () => {
  const clock = movableClock(START);
  const done: string[] = [];
  const note = (what: string) => async () => {
    const at = (clock.now() - START.getTime()) / 1_000;
    await tick();
    done.push(`${what} at ${String(at)}`);
  };
  clock.every(20_000, note("every"));
  clock.after(30_000, note("late"));
  clock.after(10_000, async () => {
    await note("early")();
    clock.after(5_000, note("set by early"));
    clock.after(0, note("at once"));
  });
  clock.after(20_000, note("beside"));
  clock.after(15_000, note("cancelled")).cancel();

  await clock.advance(0);
  expect(done).toEqual([]);
  await clock.advance(30_000);
  expect(done).toEqual([
    "early at 10",
    "at once at 10",
    "set by early at 15",
    "every at 20",
    "beside at 20",
    "late at 30",
  ]);
  expect(clock.now()).toBe(START.getTime() + 30_000);
  await clock.advance(10_000);
  expect(done.at(-1)).toBe("every at 40");
});

test("moves take turns, and a task that fails does not stop the clock", async () => {
  const clock = movableClock(START);
  clock.after(1_000, () => Promise.reject(new Error("as it was asked")));
  const moved = [clock.advance(1_000), clock.advance(1_000)];
  await expect(moved[0]).rejects.toThrow("as it was asked");
  await moved[1];
  expect(clock.now()).toBe(START.getTime() + 2_000);
  expect(() => clock.advance(-1)).toThrow("0 ms or more");
});

let cloud: Cloud | undefined;
afterEach(async () => {
  await cloud?.close();
  cloud = undefined;
});

const HANDLER = `const loadedAt = Date.now();
class Own extends Date {}
export const handler = async (event, context) => {
  console.log("called");
  return { statusCode: 200, body: JSON.stringify({
    loadedAt,
    now: Date.now(),
    new: new Date().getTime(),
    text: new Date(Date()).getTime(),
    own: new Own().getTime(),
    given: new Date(0).getTime(),
    utc: Date.UTC(1970, 0, 2),
    same: new Date().constructor === Date && new Date() instanceof Date && new Own() instanceof Own,
    event: event.requestContext?.timeEpoch,
    remaining: context.getRemainingTimeInMillis(),
  }) };
};`;

async function startMoved(clock: MovableClock): Promise<Cloud> {
  const small = await declareSmallSystem({
    handler: HANDLER,
    objects: { "a.txt": { content: "a", cacheControl: "max-age=3600" } },
    kvs: { k: "v" },
    edge: `function handler(event) {
      if (event.request.uri !== "/edge") return event.request;
      return { statusCode: 200, body: String(Date.now()) + " " + String(new Date().getTime()) };
    }`,
    behavior: { cachePolicyId: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad" },
  });
  const resources = [
    ...small.resources,
    await declare("dynamodb/table:Table", "guests", { attributes: [{ name: "guest", type: "S" }], hashKey: "guest" }),
    await declare("iam/role:Role", "role", {
      assumeRolePolicy: { Statement: { Effect: "Allow", Action: "sts:AssumeRole", Principal: "*" } },
      managedPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"],
    }),
    await declare("scheduler/schedule:Schedule", "sweep", {
      scheduleExpression: "rate(1 minute)",
      target: { arn: "arn:aws:lambda:us-east-1:123456789012:function:api", roleArn: "role" },
    }),
    await declare("cloudwatch/metricAlarm:MetricAlarm", "called", {
      name: "called",
      namespace: "AWS/Lambda",
      metricName: "Invocations",
      dimensions: { FunctionName: "api" },
      statistic: "Sum",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      period: 60,
      evaluationPeriods: 1,
    }),
  ];
  cloud = await startCloud({
    project: "small",
    stack: "dev",
    root: import.meta.dirname,
    program: () => Promise.resolve({}),
    editGraph: () => ({ ...small, resources }),
    clock,
  });
  return cloud;
}

interface Told {
  loadedAt: number;
  remaining: number;
}

test("a function reads the cloud's clock, and its time to work is the machine's", async () => {
  const clock = movableClock(START);
  const { url } = await startMoved(clock);
  await fetch(`${url}/api/x`);
  await clock.advance(90_000);
  const { loadedAt, remaining, ...told } = (await (await fetch(`${url}/api/x`)).json()) as Told;
  const now = START.getTime() + 90_000;
  expect(told).toEqual({ now, new: now, text: now, own: now, given: 0, utc: 86_400_000, same: true, event: now });
  expect(loadedAt).toBe(START.getTime());
  expect(remaining).toBeGreaterThan(0);
  expect(remaining).toBeLessThanOrEqual(3_000);
});

test("everything that tells an instant tells the clock's", async () => {
  const clock = movableClock(START);
  const running = await startMoved(clock);
  const { url, controlPlaneUrl, mailboxUrl, table, gmail, logs } = running;
  const clients = [openS3(controlPlaneUrl), openKvs(controlPlaneUrl), openLambda(controlPlaneUrl)] as const;
  const [s3, kvs, lambda] = clients;
  gmail.deliver({ from: "a@example.com", to: "b@example.com", subject: "s", text: "t" });
  await fetch(`${url}/api/x`);
  const dates = [url, controlPlaneUrl, mailboxUrl, table.endpoint].map(async (server) =>
    (await fetch(server)).headers.get("date"),
  );
  const described = await fetch(table.endpoint, {
    method: "POST",
    headers: {
      "x-amz-target": "DynamoDB_20120810.DescribeTable",
      authorization: "AWS4-HMAC-SHA256 Credential=local/x/x/x/x",
    },
    body: JSON.stringify({ TableName: table.name }),
  });
  const arn = running.kvs.arn;

  expect(await Promise.all(dates)).toEqual([1, 2, 3, 4].map(() => START.toUTCString()));
  expect(await described.json()).toMatchObject({ Table: { CreationDateTime: START.getTime() / 1_000 } });
  expect((await s3.send(new HeadObjectCommand({ Bucket: "site", Key: "a.txt" }))).LastModified).toEqual(START);
  expect((await kvs.send(new DescribeKeyValueStoreCommand({ KvsARN: arn }))).LastModified).toEqual(START);
  expect((await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: "api" }))).LastModified).toBe(
    START.toISOString().replace("Z", "+0000"),
  );
  expect(gmail.mails().map(({ receivedAt }) => receivedAt)).toEqual([START.toISOString()]);
  await expect.poll(() => logs.lines().some(({ text }) => text === "called")).toBe(true);
  expect(new Set(logs.lines().map(({ timestamp }) => timestamp))).toEqual(new Set([START.getTime()]));
  expect(logs.lines().find(({ text }) => text === "called")?.stream).toMatch(/^2031\/05\/06\//);
  expect(await (await fetch(`${url}/edge`)).text()).toBe(`${String(START.getTime())} ${String(START.getTime())}`);
  for (const client of clients) client.destroy();
});

test("what is scheduled, alarms and asynchronous invocations happen when the clock is moved, and have ended then", async () => {
  const clock = movableClock(START);
  const running = await startMoved(clock);
  const called = () => running.logs.lines().filter(({ text }) => text === "called").length;
  const lambda = openLambda(running.controlPlaneUrl);
  await lambda.send(new InvokeCommand({ FunctionName: "api", InvocationType: "Event" }));
  lambda.destroy();
  await tick();
  expect([called(), running.alarms["called"]]).toEqual([0, "INSUFFICIENT_DATA"]);
  await clock.advance(0);
  await expect.poll(called).toBe(1);
  await clock.advance(3 * MINUTE_MS);
  await expect.poll(called).toBe(4);
  expect(running.alarms["called"]).toBe("ALARM");
});

test("what is cached ages by the clock", async () => {
  const clock = movableClock(START);
  const { url } = await startMoved(clock);
  const ask = async () => {
    const { headers } = await fetch(`${url}/a.txt`);
    return [headers.get("x-cache"), headers.get("age")];
  };
  await ask();
  await clock.advance(10 * MINUTE_MS);
  expect(await ask()).toEqual(["Hit from cloudfront", "600"]);
  await clock.advance(60 * MINUTE_MS);
  expect(await ask()).toEqual(["RefreshHit from cloudfront", null]);
});

test("nothing in the cloud asks another clock, or sets a timer on one", () => {
  const folder = join(import.meta.dirname, "../../cloud");
  // Its script runs in a browser.
  const elsewhere = ["gmail/page.ts"];
  const reading = readdirSync(folder, { recursive: true })
    .map(String)
    .filter((file) => file.endsWith(".ts") && !file.startsWith("clock/") && !elsewhere.includes(file))
    .filter((file) =>
      /\bDate\.now\b|new Date\(\)|\bDate\(\)|\bset(Timeout|Interval)\b|\bperformance\b|timers\/promises|hrtime/.test(
        readFileSync(join(folder, file), "utf8"),
      ),
    );
  expect(reading).toEqual([]);
});
