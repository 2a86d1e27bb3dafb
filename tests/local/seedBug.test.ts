import { createHash } from "node:crypto";
import { afterEach, expect, test } from "vitest";
import * as v from "valibot";
import { startOurCloud, type Cloud } from "../../local/ourCloud.ts";
import type { Graph } from "../../cloud/graph/graph.ts";
import { createCharter, openDesk } from "../load/support/client.ts";

// The bug that started this project: the distribution had no behavior for waiver links, and the site took them.

const LINK = "/g/2026-05-23-jane-afternoon/waiver";
/** One that can be signed for as long as these tests are run. */
const OPEN_DAY = "2099-05-23";
const OPEN_LINK = `/g/${OPEN_DAY}-jane-afternoon/waiver`;
const Behaviors = v.array(v.looseObject({ pathPattern: v.string() }));
const Behavior = v.looseObject({});
let cloud: Cloud | undefined;

afterEach(async () => {
  await cloud?.close();
  cloud = undefined;
});

/** Takes the `/g/*` behavior out of the declared distribution. */
function withoutWaivers(graph: Graph): Graph {
  return editDistribution(graph, (inputs) => ({
    ...inputs,
    orderedCacheBehaviors: v
      .parse(Behaviors, inputs["orderedCacheBehaviors"])
      .filter(({ pathPattern }) => pathPattern !== "/g/*"),
  }));
}

/** Takes the edge function off the default behavior as well. */
function withoutWaiversAndFunction(graph: Graph): Graph {
  return editDistribution(withoutWaivers(graph), (inputs) => ({
    ...inputs,
    defaultCacheBehavior: { ...v.parse(Behavior, inputs["defaultCacheBehavior"]), functionAssociations: [] },
  }));
}

type Inputs = Readonly<Record<string, unknown>>;

function editDistribution(graph: Graph, edit: (inputs: Inputs) => Inputs): Graph {
  const resources = graph.resources.map((resource) =>
    resource.type === "aws:cloudfront/distribution:Distribution"
      ? { ...resource, inputs: edit(resource.inputs) }
      : resource,
  );
  return { ...graph, resources };
}

function get(path: string): Promise<Response> {
  return fetch(`${cloud?.url ?? ""}${path}`, { redirect: "manual", headers: { "user-agent": "phone" } });
}

function post(path: string): Promise<Response> {
  const headers = {
    "content-type": "application/json",
    "x-scc-client": "web",
    "x-amz-content-sha256": createHash("sha256").update("{}").digest("hex"),
  };
  return fetch(`${cloud?.url ?? ""}${path}`, { method: "POST", body: "{}", headers });
}

/** Reads the routes that the function was asked for so far, from its own log. */
function routesAsked(): string[] {
  return (cloud?.logs.lines() ?? []).flatMap(({ text }) => /"route":"([^"]+)"/.exec(text)?.[1] ?? []);
}

test("without the /g/* behavior a signature is refused, and the waiver page is kept in the site's cache", async () => {
  cloud = await startOurCloud({ editGraph: withoutWaivers });
  await createCharter(await openDesk(cloud), "Jane", OPEN_DAY);
  const posted = await post(OPEN_LINK);
  expect(posted.status).toBe(403);
  expect(await posted.text()).toContain("This distribution is not configured to allow the HTTP request method");
  // The router still selects the Lambda, but cache policy and headers are the behavior's: a second look is a hit.
  await expect
    .poll(async () => (await get(OPEN_LINK)).headers.get("x-cache"), { interval: 10 })
    .toBe("Hit from cloudfront");
});

test("without the behavior and the function the link goes to the bucket, which has no such key", async () => {
  cloud = await startOurCloud({ editGraph: withoutWaiversAndFunction });
  const page = await get(LINK);
  expect([page.status, page.headers.get("server")]).toEqual([403, "AmazonS3"]);
  expect(await page.text()).toContain("<Code>AccessDenied</Code>");
  expect(routesAsked()).toEqual([]);
});

test("an old link is answered by the edge alone: a redirect for an alias, the friendly page for an unknown one", async () => {
  cloud = await startOurCloud();
  const alias = await get("/g/2026-05-23/waiver");
  const unknown = await get("/g/2026-05-24/waiver");
  // Its line in the log comes after those of the requests before it, had they reached the function.
  await get("/api/health");
  expect([alias.status, alias.headers.get("location")]).toEqual([301, LINK]);
  expect([unknown.status, unknown.headers.get("content-type")]).toEqual([404, "text/html; charset=utf-8"]);
  expect([alias, unknown].map(({ headers }) => headers.get("x-cache"))).toEqual(
    Array(2).fill("FunctionGeneratedResponse from cloudfront"),
  );
  await expect.poll(routesAsked).toEqual(["GET /api/health"]);
});

test("a canonical link is answered by the function each time, uncached", async () => {
  cloud = await startOurCloud();
  await createCharter(await openDesk(cloud), "Jane", OPEN_DAY);
  const pages = [await get(OPEN_LINK), await get(OPEN_LINK)];
  const posted = await post(OPEN_LINK);
  expect(pages.map(({ headers }) => headers.get("cache-control"))).toEqual(["no-store", "no-store"]);
  expect(pages.map(({ headers }) => headers.get("x-cache")).filter((verdict) => verdict?.startsWith("Hit"))).toEqual(
    [],
  );
  expect(posted.headers.get("content-type")).toBe("application/problem+json");
  expect(pages.map(({ status }) => status)).toEqual([200, 200]);
  await expect
    .poll(() =>
      routesAsked()
        .slice(-3)
        .map((route) => route.split(" ")[0]),
    )
    .toEqual(["GET", "GET", "POST"]);
});
