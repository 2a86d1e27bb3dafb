import { rmSync } from "node:fs";
import {
  GetAliasCommand,
  GetFunctionCommand,
  GetFunctionConfigurationCommand,
  ListAliasesCommand,
  PreconditionFailedException,
  ResourceNotFoundException,
  UpdateAliasCommand,
  type LambdaClient,
} from "@aws-sdk/client-lambda";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { REAL_CLOCK } from "../../cloud/clock/clock.ts";
import { openStorage } from "../../cloud/realise/storage.ts";
import { serveGraph, type Served } from "./support/clients.ts";
import { declareReleasedSystem, listVersions, openLambda } from "./support/lambda.ts";

const ARN = "arn:aws:lambda:us-east-1:123456789012:function:api";
const Target = { FunctionName: "api", Name: "live" };

describe("a function of two versions", () => {
  let served: Served;
  let client: LambdaClient;
  beforeEach(async () => {
    const storage = openStorage(undefined, REAL_CLOCK);
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
