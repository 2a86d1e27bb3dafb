import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import * as v from "valibot";
import { startOurCloud, type Cloud } from "../../local/ourCloud.ts";
import type { Graph, Resource } from "../../cloud/graph/graph.ts";
import { smoke } from "../../ops/smoke/smoke.ts";
import { listen } from "../lambda/support/listen.ts";
import { useOps } from "./support/command.ts";

const { directory, ops } = useOps();
const Behaviors = v.array(v.looseObject({ pathPattern: v.string() }));
const Behavior = v.looseObject({});
const Key = v.string();
let cloud: Cloud | undefined;

afterEach(async () => {
  await cloud?.close();
  cloud = undefined;
});

async function start(edit?: (graph: Graph) => Graph): Promise<Cloud> {
  cloud = await startOurCloud(edit === undefined ? {} : { editGraph: edit });
  return cloud;
}

/** Changes the inputs of every resource of a type. */
function editing(type: string, edit: (inputs: Resource["inputs"], resource: Resource) => Resource["inputs"]) {
  return (graph: Graph): Graph => ({
    ...graph,
    resources: graph.resources.map((resource) =>
      resource.type === type ? { ...resource, inputs: edit(resource.inputs, resource) } : resource,
    ),
  });
}

const DISTRIBUTION = "aws:cloudfront/distribution:Distribution";
const OBJECT = "aws:s3/bucketObjectv2:BucketObjectv2";

async function failures(at: Pick<Cloud, "url">, slot?: string): Promise<Record<string, string>> {
  const checks = await smoke({ url: at.url, slot }, () => undefined);
  return Object.fromEntries(checks.filter(({ ok }) => !ok).map(({ name, detail }) => [name, detail]));
}

test("everything holds on a cloud as it is declared, unless another slot must be live; the command says so, also as JUnit and JSON", async () => {
  const at = await start();
  const { url } = at;
  const file = join(directory, "smoke.xml");

  const run = await ops(["smoke", "--url", url, "--junit", file]);
  const asJson = await ops(["smoke", "--url", `${url}/some/page`, "--json"]);

  expect([run.code, run.err]).toEqual([0, ""]);
  expect(run.out).toMatch(/✓ the function gets waiver links, not the site[^]+All \d+ hold\.\n$/);
  const checks = run.out.split("\n").filter((line) => line.startsWith("✓")).length;
  expect(checks).toBeGreaterThan(20);
  expect(readFileSync(file, "utf8")).toContain(`tests="${String(checks)}" failures="0"`);
  expect(
    v.parse(v.object({ checks: v.array(v.object({ ok: v.literal(true) })) }), JSON.parse(asJson.out)).checks,
  ).toHaveLength(checks);
  expect(Object.values(await failures(at, "0123456789ab"))).toEqual([
    expect.stringMatching(/^Slot [0-9a-f]{12} is live, not 0123456789ab\.$/),
  ]);
});

test("without the /g/* behavior the seed bug is named, and the command exits with 1", async () => {
  const { url } = await start(
    editing(DISTRIBUTION, (inputs) => ({
      ...inputs,
      orderedCacheBehaviors: v
        .parse(Behaviors, inputs["orderedCacheBehaviors"])
        .filter(({ pathPattern }) => pathPattern !== "/g/*"),
      defaultCacheBehavior: { ...v.parse(Behavior, inputs["defaultCacheBehavior"]), functionAssociations: [] },
    })),
  );
  const file = join(directory, "broken.xml");

  const run = await ops(["smoke", "--url", url, "--junit", file]);

  expect(run.code).toBe(1);
  expect(run.out).toContain("✗ the function gets waiver links, not the site (the bug that started this project)");
  expect(run.out).toContain("✗ a signature sent to a waiver link reaches the function");
  expect(readFileSync(file, "utf8")).toMatch(/name="the function gets waiver links[^>]+>\s+<failure message="/);
});

test("an asset with other bytes, another type or none at all is found", async () => {
  const tampered = await start(
    editing(OBJECT, (inputs) =>
      v.parse(Key, inputs["key"]).endsWith("/app.css")
        ? { ...inputs, source: { asset: "text", text: "body{}" } }
        : inputs,
    ),
  );
  expect(await failures(tampered)).toMatchObject({
    "every file of the live slot has the bytes and the type that were built":
      "app.css has other bytes than were built.",
  });
  await tampered.close();

  const mistyped = await start(
    editing(OBJECT, (inputs) =>
      v.parse(Key, inputs["key"]).endsWith("/waiver.js") ? { ...inputs, contentType: "text/plain" } : inputs,
    ),
  );
  expect(await failures(mistyped)).toMatchObject({
    "the waiver page's script and style are there": "waiver.js is sent as text/plain.",
  });
});

test("a distribution without its response headers is found on the dashboard and the function's answers", async () => {
  const bare = await start(
    editing(DISTRIBUTION, ({ ...inputs }) => ({
      ...inputs,
      orderedCacheBehaviors: v
        .parse(Behaviors, inputs["orderedCacheBehaviors"])
        .map((behavior) => ({ ...behavior, responseHeadersPolicyId: undefined })),
      defaultCacheBehavior: {
        ...v.parse(Behavior, inputs["defaultCacheBehavior"]),
        responseHeadersPolicyId: undefined,
      },
    })),
  );
  expect(Object.keys(await failures(bare))).toEqual([
    "the dashboard carries the security headers",
    "the function's answers carry the security headers",
  ]);
});

test("a stack that does not answer fails every check and says why", async () => {
  const gone = createServer();
  const url = await listen(gone);
  gone.close();
  const details = Object.values(await failures({ url }));
  expect(new Set(details).size).toBe(1);
  expect(details[0]).toContain("ECONNREFUSED");
});

test.each([
  [["smoke"], "smoke needs --stack or --url."],
  [["smoke", "--url", "charters.example.com"], '--url "charters.example.com" is not an address'],
  [["smoke", "--url", "http://127.0.0.1:1", "--slot", "live"], '--slot "live" is not a slot'],
])("%j is not a command", async (args, sentence) => {
  expect(await ops(args)).toMatchObject({ code: 2, err: expect.stringContaining(sentence) as string });
});
