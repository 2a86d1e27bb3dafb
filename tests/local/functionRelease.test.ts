import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UpdateAliasCommand, type LambdaClient } from "@aws-sdk/client-lambda";
import { expect, test } from "vitest";
import { startOurCloud, type Cloud } from "../../local/ourCloud.ts";
import { listVersions, openLambda } from "../cloud/support/lambda.ts";

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
    const cloud = await startOurCloud({ dataDirectory, gmailPort, config: { "scc:companyName": companyName } });
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
