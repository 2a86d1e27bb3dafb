import { createServer } from "node:http";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as v from "valibot";
import { expect, test } from "vitest";
import { parse as parseYaml } from "yaml";
import { openDataDirectory } from "../../cloud/data/dataDirectory.ts";
import type { Graph } from "../../cloud/graph/graph.ts";
import { openApiClient } from "../../local/client.ts";
import { DEMO_ACCOUNTS, DEMO_PASSWORD, demoSlug } from "../../local/demo.ts";
import { DEMO_FILE, startOurCloud, type Cloud, type OurOptions } from "../../local/ourCloud.ts";
import { PROJECT_ROOT } from "../../local/root.ts";
import { seed } from "../../local/seed.ts";
import { openDesk } from "../load/support/client.ts";

const SLUG = "2026-05-23-jane-afternoon";

async function withCloud<T>(options: OurOptions, use: (cloud: Cloud) => Promise<T>): Promise<T> {
  const cloud = await startOurCloud(options);
  try {
    return await use(cloud);
  } finally {
    await cloud.close();
  }
}

test("the real program is evaluated completely, with its secrets marked", async () => {
  await withCloud({}, (cloud) => {
    const lambda = cloud.graph.resources.find(({ type }) => type === "aws:lambda/function:Function");
    const distribution = cloud.graph.resources.find(({ type }) => type === "aws:cloudfront/distribution:Distribution");
    expect(lambda?.secrets).toEqual(["environment"]);
    expect(lambda?.inputs["environment"]).toMatchObject({
      variables: { STACK: "local", GMAIL_ENDPOINT: cloud.mailboxUrl },
    });
    expect(cloud.graph.outputs).toMatchObject({ tableName: cloud.table.name, distributionId: distribution?.id });
    expect(cloud.unenforced.join("\n")).toContain("point-in-time recovery");
    expect(cloud.unenforced.join("\n")).toContain("signatures and permissions");
    return Promise.resolve();
  });
});

test("the dashboard, the API and the edge answer through one address", async () => {
  await withCloud({}, async ({ url }) => {
    const page = await fetch(`${url}/charters/${SLUG}`);
    const health = await fetch(`${url}/api/health`);
    const alias = await fetch(`${url}/g/2026-05-23/waiver`, { redirect: "manual" });
    const unknown = await fetch(`${url}/g/2026-05-24/waiver`, { redirect: "manual" });
    expect([page.status, page.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
    expect([health.status, health.headers.get("x-cache")]).toEqual([200, "Miss from cloudfront"]);
    expect([alias.status, alias.headers.get("location")]).toEqual([301, `/g/${SLUG}/waiver`]);
    expect([unknown.status, unknown.headers.get("x-cache")]).toEqual([
      404,
      "FunctionGeneratedResponse from cloudfront",
    ]);
  });
});

test("without the /g/* behavior a signature cannot be posted: the site's behavior takes the link, as in the bug that started this", async () => {
  const withoutWaivers = (graph: Graph): Graph => ({
    ...graph,
    resources: graph.resources.map((resource) => {
      const behaviors = resource.inputs["orderedCacheBehaviors"];
      if (!Array.isArray(behaviors)) return resource;
      const kept = (behaviors as { pathPattern: string }[]).filter(({ pathPattern }) => pathPattern !== "/g/*");
      return { ...resource, inputs: { ...resource.inputs, orderedCacheBehaviors: kept } };
    }),
  });
  const broken = await withCloud({ editGraph: withoutWaivers }, ({ url }) =>
    openApiClient(url).call("POST", `/g/${SLUG}/waiver`, {}),
  );
  const whole = await withCloud({}, ({ url }) => openApiClient(url).call("POST", `/g/${SLUG}/waiver`, {}));
  expect(broken.status).toBe(403);
  expect(broken.body).toContain("This distribution is not configured to allow the HTTP request method");
  expect(whole.body).toMatchObject({ status: whole.status });
});

test("the demo day is seeded through the API, its mails arrive, and it outlives a restart", async () => {
  const dataDirectory = mkdtempSync(join(tmpdir(), "scc-cloud-"));
  const mails = await withCloud({ dataDirectory }, async (cloud) => {
    await seed(cloud);
    await cloud.runSchedule(scheduleOf(cloud));
    const count = (part: string) => cloud.gmail.mails().filter(({ subject }) => subject.includes(part)).length;
    // Two invocations send at the same time: which mails come last is nowhere said.
    await expect.poll(() => [count(" paid "), count("You sail")]).toEqual([4, 3]);
    return cloud.gmail.mails();
  });
  await withCloud({ dataDirectory }, async (cloud) => {
    const client = openApiClient(cloud.url);
    const signIn = await client.call("POST", "/api/session", {
      email: DEMO_ACCOUNTS.admin.email,
      password: DEMO_PASSWORD,
    });
    const event = await client.call("GET", `/api/event/${demoSlug(new Date())}`);
    expect(signIn.status).toBe(200);
    expect(event.body).toMatchObject({ event: { paid_cents: 30_000, patrons: 4, signed: 2 } });
    expect(cloud.gmail.mails()).toEqual(mails);
  });
});

function scheduleOf({ graph }: Cloud): string {
  return String(graph.resources.find(({ type }) => type === "aws:scheduler/schedule:Schedule")?.inputs["name"]);
}

test("three clouds in one process know nothing of each other", async () => {
  const clouds = await Promise.all([1, 2, 3].map(() => startOurCloud()));
  await openDesk(clouds[0] as Cloud);
  const replies = await Promise.all(
    clouds.map(({ url }) =>
      openApiClient(url).call("POST", "/api/session", { email: DEMO_ACCOUNTS.admin.email, password: DEMO_PASSWORD }),
    ),
  );
  await Promise.all(clouds.map((cloud) => cloud.close()));
  expect(replies.map(({ status }) => status)).toEqual([200, 401, 401]);
});

test("a busy port is one sentence that names it and the flag", async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  const address = other.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  await expect(startOurCloud({ port })).rejects.toThrow(
    `Port ${String(port)} is in use by another program. Stop it, or choose another port with --port.`,
  );
  await new Promise((resolve) => other.close(resolve));
});

test("an error of the program itself reaches who starts the cloud", async () => {
  const program = (): Promise<object> => Promise.reject(new Error("scc:adminEmail is missing"));
  await expect(startOurCloud({ program })).rejects.toThrow("scc:adminEmail is missing");
});

test("a saved store that cannot be read stops the start with what to do", async () => {
  const dataDirectory = mkdtempSync(join(tmpdir(), "scc-cloud-"));
  mkdirSync(join(dataDirectory, "kvs"));
  writeFileSync(join(dataDirectory, "kvs", "scc-local.json"), '{"entries":');
  await expect(startOurCloud({ dataDirectory })).rejects.toThrow(
    "kvs/scc-local.json in the data directory is not what this version of the local cloud writes. Start with --fresh to begin again.",
  );
});

test("a data directory that another cloud uses is named with the flag that chooses another", async () => {
  const dataDirectory = mkdtempSync(join(tmpdir(), "scc-cloud-"));
  const other = openDataDirectory(dataDirectory, false);
  await expect(startOurCloud({ dataDirectory })).rejects.toThrow(
    `Another local cloud (process ${String(process.pid)}) uses ${dataDirectory}. Stop it, or choose another directory with --data. If that process is another program, delete ${join(dataDirectory, "lock")}.`,
  );
  other.release();
});

test("a fresh start wipes the demo's file with the rest, and leaves what is not ours", async () => {
  const dataDirectory = mkdtempSync(join(tmpdir(), "scc-cloud-"));
  for (const name of [DEMO_FILE, "mail.jsonl", "holiday.jpg"]) writeFileSync(join(dataDirectory, name), "");
  const program = (): Promise<object> => Promise.resolve({});
  await withCloud({ dataDirectory, fresh: true, program }, () => Promise.resolve());
  expect([DEMO_FILE, "holiday.jpg"].map((name) => existsSync(join(dataDirectory, name)))).toEqual([false, true]);
});

test("the project has the name that Pulumi's command line reads", async () => {
  const declared = await withCloud({}, ({ graph }) => Promise.resolve(graph.resources[0]?.urn));
  const { name } = v.parse(
    v.object({ name: v.string() }),
    parseYaml(readFileSync(join(PROJECT_ROOT, "Pulumi.yaml"), "utf8")),
  );
  expect(declared).toMatch(new RegExp(`^urn:pulumi:local::${name}::`));
});

test("a reload keeps the data and a failed one keeps the old parts running", async () => {
  await withCloud({}, async (cloud) => {
    await openDesk(cloud);
    await cloud.reload();
    const reply = await openApiClient(cloud.url).call("POST", "/api/session", {
      email: DEMO_ACCOUNTS.admin.email,
      password: DEMO_PASSWORD,
    });
    expect(reply.status).toBe(200);
  });
});
