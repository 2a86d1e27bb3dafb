import * as pulumi from "@pulumi/pulumi";
import { AsyncResource } from "node:async_hooks";
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

/** What each promise and timer of the process carries along, until Node 24 in fields of its own. */
const carriedAlong = (): number => Object.getOwnPropertySymbols(new AsyncResource("test")).length;

test.each([
  ["that ends well", () => Promise.resolve({})],
  ["that fails", () => Promise.reject(new Error("out of ink"))],
])(
  "an evaluation %s leaves nothing behind that all later promises of the process would carry along",
  async (_how, end) => {
    const program = (): Promise<object> => {
      new pulumi.ComponentResource("shop:index:Shelf", "shelf");
      return end();
    };
    const options = { project: "shop", stack: "local", root: "/", config: {}, secrets: {} };
    const before = carriedAlong();
    await evaluateProgram(program, options).catch(() => undefined);
    await evaluateProgram(program, options).catch(() => undefined);
    expect(carriedAlong()).toBe(before);
  },
);
