import * as v from "valibot";
import { beforeAll, describe, expect, test } from "vitest";
import { importFile, listAdopted, urnEnd } from "../../ops/adopt/importFile.ts";
import { captureGraph, only, SECRETS, stackConfig, unwrapSecret, withoutSecrets, type Graph } from "./graph.ts";
import { runProgram } from "./languageHost.ts";
import { CARRIED } from "./provider.ts";

const ADOPTED = {
  table: "charters-of-old",
  bucket: "scc-dispatch",
  function: "dispatch-api",
  distribution: "E2OLDEXAMPLE",
};
const ImportFile = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    resources: v.array(
      v.object({
        type: v.string(),
        name: v.string(),
        logicalName: v.string(),
        parent: v.optional(v.string()),
        id: v.optional(v.string()),
        component: v.optional(v.boolean()),
      }),
    ),
  }),
);
const Environment = v.object({ variables: v.unknown() });

describe("a stack that adopts what exists", () => {
  let graph: Graph;
  beforeAll(async () => {
    graph = await captureGraph("prod", { "scc:adopt": JSON.stringify(ADOPTED) });
  });

  test("takes over exactly the four named resources, and creates all else", () => {
    const taken = graph.resources
      .filter(({ importId }) => importId !== "")
      .map(({ type, importId }) => [type, importId]);
    expect(Object.fromEntries(taken)).toEqual({
      "aws:dynamodb/table:Table": ADOPTED.table,
      "aws:s3/bucket:Bucket": ADOPTED.bucket,
      "aws:lambda/function:Function": ADOPTED.function,
      "aws:cloudfront/distribution:Distribution": ADOPTED.distribution,
    });
    expect(taken).toHaveLength(4);
  });

  test("declares them under the names that they have, which everything else refers to", () => {
    expect(only(graph, "aws:dynamodb/table:Table").inputs["name"]).toBe(ADOPTED.table);
    expect(only(graph, "aws:s3/bucket:Bucket").inputs["bucket"]).toBe(ADOPTED.bucket);
    expect(only(graph, "aws:lambda/function:Function").inputs["name"]).toBe(ADOPTED.function);
    expect(graph.outputs).toMatchObject({
      tableName: ADOPTED.table,
      bucketName: ADOPTED.bucket,
      functionName: ADOPTED.function,
    });
    expect(only(graph, "aws:lambda/alias:Alias").inputs["functionName"]).toBe(ADOPTED.function);
    expect(JSON.stringify(only(graph, "aws:iam/rolePolicy:RolePolicy", "api").inputs["policy"])).toContain(
      `table/${ADOPTED.table}`,
    );
  });

  test("keeps the function's own variables under the declared ones, as one secret", () => {
    const { variables } = v.parse(Environment, only(graph, "aws:lambda/function:Function").inputs["environment"]);
    const merged = v.parse(v.record(v.string(), v.string()), unwrapSecret(variables));
    expect(merged).toMatchObject({
      REPORT_TO: CARRIED.REPORT_TO,
      MAIL_FROM: stackConfig("prod")["scc:mailFrom"],
      TABLE_NAME: ADOPTED.table,
    });
    expect(merged).not.toHaveProperty("AWS_REGION");
    expect(JSON.stringify(withoutSecrets([graph.run.recording.registrations, graph.outputs]))).not.toContain(
      CARRIED.REPORT_TO,
    );
  });

  test("protects them in prod as if it had made them", () => {
    expect([only(graph, "aws:dynamodb/table:Table").protect, only(graph, "aws:s3/bucket:Bucket").protect]).toEqual([
      true,
      true,
    ]);
    expect(only(graph, "aws:s3/bucket:Bucket").inputs["forceDestroy"]).toBe(false);
  });
});

test("a stack that adopts a table alone creates the other three", async () => {
  const graph = await captureGraph("prod", { "scc:adopt": '{"table":"scc-events"}' });

  expect(graph.resources.map(({ importId }) => importId).filter((id) => id !== "")).toEqual(["scc-events"]);
  expect(graph.outputs).toMatchObject({ functionName: "scc-prod" });
});

test.each([
  ['{"tabel":"scc-events"}', "scc:adopt must name table, bucket, function or distribution, and nothing else."],
  ['{"distribution":"d111.cloudfront.net"}', "scc:adopt must give distribution the id of a CloudFront distribution."],
])("scc:adopt %s stops the program with the command that mends it", async (adopt, sentence) => {
  const run = await runProgram({
    stack: "prod",
    config: { ...stackConfig("prod"), "scc:adopt": adopt },
    secrets: SECRETS,
  });

  expect(run.recording.errors).toEqual([
    `The configuration of stack "prod" has 1 problem:\n  ${sentence}\n    pulumi config set --stack prod scc:adopt '{"table":"scc-events"}'`,
  ]);
});

test("the file for pulumi import puts the same resources where the program declares them", async () => {
  const graph = await captureGraph("prod", { "scc:adopt": JSON.stringify(ADOPTED) });

  const { resources } = v.parse(ImportFile, importFile(ADOPTED));
  const urns = resources
    .filter(({ component }) => component !== true)
    .map((resource) => {
      const parent = resources.find(({ name }) => name === resource.parent);
      return [
        `urn:pulumi:prod::ship-captain-crew::${parent?.type ?? ""}$${resource.type}::${resource.logicalName}`,
        resource.id,
      ];
    });
  const declared = graph.resources
    .filter(({ importId }) => importId !== "")
    .map(({ urn, importId }) => [urn, importId]);
  const components = graph.run.recording.registrations
    .filter(({ custom, type }) => !custom && type.startsWith("scc:"))
    .map(({ type, name }) => `${type} ${name}`);

  expect(urns.sort()).toEqual(declared.sort());
  expect(components).toEqual(
    expect.arrayContaining(
      resources.filter(({ component }) => component === true).map(({ type, logicalName }) => `${type} ${logicalName}`),
    ),
  );
  expect(new Set(resources.map(({ name }) => name)).size).toBe(resources.length);
  for (const { kind } of listAdopted(ADOPTED))
    expect(declared.filter(([urn]) => urn?.endsWith(urnEnd(kind)))).toHaveLength(1);
});
