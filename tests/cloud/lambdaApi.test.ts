import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  GetAliasCommand,
  GetFunctionCommand,
  GetFunctionConfigurationCommand,
  ListAliasesCommand,
  paginateListVersionsByFunction,
  PreconditionFailedException,
  ResourceNotFoundException,
  UpdateAliasCommand,
  type LambdaClient,
} from "@aws-sdk/client-lambda";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startCloud, type Cloud } from "../../cloud/cloud.ts";
import { openStorage } from "../../cloud/realise/storage.ts";
import { serveGraph, type Served } from "./support/clients.ts";
import { declareReleasedSystem, openLambda } from "./support/lambda.ts";

const ARN = "arn:aws:lambda:us-east-1:123456789012:function:api";
const Target = { FunctionName: "api", Name: "live" };

async function listVersions(
  client: LambdaClient,
  FunctionName: string,
  pageSize = 50,
): Promise<(string | undefined)[]> {
  const found: (string | undefined)[] = [];
  for await (const page of paginateListVersionsByFunction({ client, pageSize }, { FunctionName })) {
    found.push(...(page.Versions ?? []).map(({ Version }) => Version));
  }
  return found;
}

describe("a function of two versions", () => {
  let served: Served;
  let client: LambdaClient;
  beforeEach(async () => {
    const storage = openStorage(undefined);
    const first = await serveGraph(await declareReleasedSystem({ variables: { MESSAGE: "one" } }), storage);
    await first.close();
    served = await serveGraph(await declareReleasedSystem({ variables: { MESSAGE: "two" } }), storage);
    client = openLambda(served.controlPlane.url);
  });
  afterEach(async () => {
    client.destroy();
    await served.close();
  });

  test("is described as it is, per version and behind its alias", async () => {
    const { Configuration } = await client.send(new GetFunctionCommand({ FunctionName: "api" }));
    const behind = await client.send(new GetFunctionConfigurationCommand({ FunctionName: "api", Qualifier: "live" }));
    const one = await client.send(new GetFunctionConfigurationCommand({ FunctionName: `${ARN}:1` }));
    expect(Configuration).toMatchObject({
      FunctionName: "api",
      FunctionArn: ARN,
      Version: "$LATEST",
      Runtime: "nodejs22.x",
      Handler: "index.handler",
      MemorySize: 256,
      Timeout: 3,
      PackageType: "Zip",
      State: "Active",
      LastUpdateStatus: "Successful",
      LoggingConfig: { LogGroup: "/aws/lambda/api" },
    });
    expect(behind).toMatchObject({
      FunctionArn: `${ARN}:live`,
      Version: "2",
      Environment: { Variables: { MESSAGE: "two" } },
    });
    expect(one).toMatchObject({
      FunctionArn: `${ARN}:1`,
      Version: "1",
      Environment: { Variables: { MESSAGE: "one" } },
    });
    expect(one.CodeSha256).toBe(behind.CodeSha256);
    expect(Date.parse(one.LastModified ?? "")).toBeLessThanOrEqual(Date.parse(behind.LastModified ?? ""));
    expect(one.RevisionId).not.toBe(behind.RevisionId);
  });

  test("lists its versions from the oldest, page by page", async () => {
    expect(await listVersions(client, "api", 1)).toEqual(["$LATEST", "1", "2"]);
    expect(await listVersions(client, ARN)).toEqual(["$LATEST", "1", "2"]);
  });

  test("lists its aliases, all or those of one version", async () => {
    const all = await client.send(new ListAliasesCommand({ FunctionName: "api" }));
    const ofOne = await client.send(new ListAliasesCommand({ FunctionName: "api", FunctionVersion: "1" }));
    expect(all.Aliases).toMatchObject([{ AliasArn: `${ARN}:live`, Name: "live", FunctionVersion: "2" }]);
    expect(ofOne.Aliases).toEqual([]);
  });

  test("takes a move of its alias with the current revision and refuses the next one with the same", async () => {
    const before = await client.send(new GetAliasCommand(Target));
    const move = { ...Target, FunctionVersion: "1", RevisionId: before.RevisionId };
    const moved = await client.send(new UpdateAliasCommand(move));
    const stale = client.send(new UpdateAliasCommand({ ...move, FunctionVersion: "2" }));
    await expect(stale).rejects.toThrow(PreconditionFailedException);
    await expect(stale).rejects.toMatchObject({ $metadata: { httpStatusCode: 412 } });
    expect(await client.send(new GetAliasCommand(Target))).toMatchObject({
      FunctionVersion: "1",
      RevisionId: moved.RevisionId,
    });
    expect(moved.RevisionId).not.toBe(before.RevisionId);
  });

  test("of two moves at once with the same revision, one wins", async () => {
    const { RevisionId } = await client.send(new GetAliasCommand(Target));
    const moves = await Promise.allSettled(
      ["1", "2"].map((FunctionVersion) =>
        client.send(new UpdateAliasCommand({ ...Target, FunctionVersion, RevisionId })),
      ),
    );
    expect(moves.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  test("refuses to go live with a version whose code is gone, and says that this version failed", async () => {
    const { latest, versions } = served.realised.functions[0]?.state() ?? {};
    // Both versions have the same bytes, so the code that is deleted is theirs alike.
    rmSync(latest?.code ?? "", { recursive: true });
    const one = await client.send(new GetFunctionConfigurationCommand({ FunctionName: "api", Qualifier: "1" }));
    const move = client.send(new UpdateAliasCommand({ ...Target, FunctionVersion: "1" }));
    await expect(move).rejects.toThrow(`The code of version 1 is no longer in ${versions?.[0]?.code ?? ""}`);
    await expect(move).rejects.toMatchObject({ name: "InvalidParameterValueException" });
    expect(one.State).toBe("Failed");
    expect(await client.send(new GetAliasCommand(Target))).toMatchObject({ FunctionVersion: "2" });
  });

  test("answers with Lambda's exception to what is not there and to what it does not do", async () => {
    const missing = [
      client.send(new GetFunctionCommand({ FunctionName: "other" })),
      client.send(new GetFunctionConfigurationCommand({ FunctionName: "api", Qualifier: "9" })),
      client.send(new GetAliasCommand({ ...Target, Name: "canary" })),
      client.send(new UpdateAliasCommand({ ...Target, Name: "canary", FunctionVersion: "1" })),
      client.send(new UpdateAliasCommand({ ...Target, FunctionVersion: "9" })),
    ];
    for (const answer of await Promise.allSettled(missing)) {
      expect(answer).toMatchObject({ status: "rejected", reason: expect.any(ResourceNotFoundException) as unknown });
    }
    const split = new UpdateAliasCommand({ ...Target, RoutingConfig: { AdditionalVersionWeights: { "1": 0.5 } } });
    await expect(client.send(split)).rejects.toMatchObject({ name: "InvalidParameterValueException" });
    const wrong = new UpdateAliasCommand({ ...Target, FunctionVersion: "the one before" });
    await expect(client.send(wrong)).rejects.toMatchObject({ name: "ValidationException" });
    expect(await client.send(new GetAliasCommand(Target))).toMatchObject({ FunctionVersion: "2" });
  });
});

const WAIVER = "/g/2026-05-23-jane-afternoon/waiver";

/** Finds a port for the local Gmail: with another one at each start the environment would differ, and so the version. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address !== "object" || address === null) throw new Error("no port");
  return address.port;
}

test("the real system: a release answers at once, a rollback takes it back and outlives an unchanged restart", async () => {
  const dataDirectory = mkdtempSync(join(tmpdir(), "scc-release-"));
  const gmailPort = await freePort();
  const withCompany = async <T>(
    companyName: string,
    use: (cloud: Cloud, lambda: LambdaClient, FunctionName: string) => Promise<T>,
  ): Promise<T> => {
    const cloud = await startCloud({ dataDirectory, gmailPort, config: { "scc:companyName": companyName } });
    const lambda = openLambda(cloud.controlPlaneUrl);
    try {
      return await use(cloud, lambda, String(cloud.graph.outputs["functionName"]));
    } finally {
      lambda.destroy();
      await cloud.close();
    }
  };
  const title = async ({ url }: Cloud): Promise<string> =>
    /<title>.* · (.*)<\/title>/.exec(await (await fetch(`${url}${WAIVER}`)).text())?.[1] ?? "";

  const first = await withCompany("Windward", title);
  const [second, rolledBack] = await withCompany("Leeward", async (cloud, lambda, FunctionName) => {
    const released = await title(cloud);
    await lambda.send(new UpdateAliasCommand({ FunctionName, Name: "live", FunctionVersion: "1" }));
    return [released, await title(cloud)];
  });
  const [afterRestart, versions] = await withCompany("Leeward", async (cloud, lambda, FunctionName) => [
    await title(cloud),
    await listVersions(lambda, FunctionName),
  ]);
  const nextRelease = await withCompany("Topsail", title);
  rmSync(dataDirectory, { recursive: true });

  expect([first, second, rolledBack, afterRestart, nextRelease]).toEqual([
    "Windward",
    "Leeward",
    "Windward",
    "Windward",
    "Topsail",
  ]);
  expect(versions).toEqual(["$LATEST", "1", "2"]);
});
