import * as pulumi from "@pulumi/pulumi";
import { expect, test } from "vitest";
import { evaluateProgram } from "../../cloud/program/program.ts";

class Queue extends pulumi.CustomResource {
  constructor(name: string) {
    super("aws:sqs/queue:Queue", name, {});
  }
}

test("a resource type that nobody knows is an error with its type and name", async () => {
  const program = (): Promise<object> => {
    new Queue("orders");
    return Promise.resolve({});
  };
  const evaluated = evaluateProgram(program, { project: "shop", stack: "local", root: "/", config: {}, secrets: {} });
  await expect(evaluated).rejects.toThrow('does not know the resource type of aws:sqs/queue:Queue "orders"');
});

test("a program reads its project, stack, configuration and secrets, and its relative paths begin at the root", async () => {
  const program = (): Promise<object> => {
    const config = new pulumi.Config();
    return Promise.resolve({
      names: [pulumi.getProject(), pulumi.getStack()],
      plain: config.require("plain"),
      secret: config.requireSecret("secret"),
      code: new pulumi.asset.FileArchive("function"),
    });
  };
  const options = { project: "shop", stack: "dev", root: "/srv/shop" };
  const { outputs } = await evaluateProgram(program, {
    ...options,
    config: { "shop:plain": "yes" },
    secrets: { "shop:secret": "hush" },
  });
  expect(outputs).toEqual({
    names: ["shop", "dev"],
    plain: "yes",
    secret: "hush",
    code: { asset: "file", path: "/srv/shop/function" },
  });
});
