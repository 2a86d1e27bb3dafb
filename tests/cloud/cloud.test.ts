import { createServer } from "node:http";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { expect, test } from "vitest";
import { startCloud } from "../../cloud/cloud.ts";
import type { CloudOptions } from "../../cloud/options.ts";

const nothing = (): Promise<object> => Promise.resolve({});
const withProgram = (program: CloudOptions["program"]): CloudOptions => ({
  project: "small",
  stack: "dev",
  root: import.meta.dirname,
  program,
});

test("settings may be made of what only the running cloud knows", async () => {
  const program = (): Promise<object> => Promise.resolve({ mail: new pulumi.Config().require("mail") });
  const config = ({ gmailUrl }: { gmailUrl: string }) => ({ "small:mail": gmailUrl });
  const cloud = await startCloud({ ...withProgram(program), config });
  await cloud.close();
  expect(cloud.graph.outputs).toEqual({ mail: cloud.mailboxUrl });
});

test("a program without a distribution runs, and its address says that there is nothing to see", async () => {
  const program = (): Promise<object> => {
    new aws.dynamodb.Table("guests", { attributes: [{ name: "guest", type: "S" }], hashKey: "guest" });
    return nothing();
  };
  const cloud = await startCloud(withProgram(program));
  const answer = await fetch(cloud.url);
  const text = await answer.text();
  await cloud.close();
  expect([cloud.table.name, answer.status, text]).toEqual(["guests", 404, "The program declares no distribution.\n"]);
});

test("what a program does not declare is named when somebody asks for it", async () => {
  const cloud = await startCloud(withProgram(nothing));
  await cloud.close();
  expect(() => cloud.table).toThrow("The program declares no table.");
  expect(() => cloud.kvs).toThrow("The program declares no KeyValueStore.");
});

test("without credentials the local Gmail lets nobody in", async () => {
  const cloud = await startCloud(withProgram(nothing));
  const answer = await fetch(`${cloud.mailboxUrl}/token`, {
    method: "POST",
    body: new URLSearchParams({ grant_type: "refresh_token" }),
  });
  const body: unknown = await answer.json();
  await cloud.close();
  expect([answer.status, body]).toMatchObject([401, { error: "invalid_client" }]);
});

test("a busy port is one sentence that names it and the option", async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  const address = other.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  await expect(startCloud({ ...withProgram(nothing), gmailPort: port })).rejects.toThrow(
    `Port ${String(port)} is in use by another program. Stop it, or choose another port with the option gmailPort.`,
  );
  await new Promise((resolve) => other.close(resolve));
});
