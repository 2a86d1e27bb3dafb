import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import * as v from "valibot";

import { openTable, type TableOptions } from "../lambda/dynamodb/openTable.ts";
import type { Table } from "../lambda/dynamodb/table.ts";
import { Refusal } from "./refusal.ts";

/** A stack that a command works on. */
export interface Stack {
  readonly name: string;
  readonly table: Table;
}

export interface StackOptions {
  readonly stack: string;
  /** Where the local stack keeps its data. */
  readonly data: string | undefined;
}

const PROJECT_ROOT = dirname(import.meta.dirname);
const PULUMI_MILLISECONDS = 60_000;
const OTHER_WAY = "or set SCC_TABLE_NAME and AWS_REGION";

/** What a running embedded cloud publishes in its data directory. */
const LocalEndpoint = v.pipe(
  v.string(), v.parseJson(), v.object({ pid: v.number(), dynamodb: v.string(), tableName: v.string() }),
);

/** The outputs of the Pulumi program that lead to the table. */
const StackOutputs = v.pipe(v.string(), v.parseJson(), v.object({ tableName: v.string(), region: v.string() }));

/** Finds a stack's table: the running embedded cloud's for `local`, else the one that the environment or Pulumi names. */
export async function openStack({ stack, data }: StackOptions): Promise<Stack> {
  const options = stack === "local" ? await findLocalTable(data) : await findCloudTable(stack);
  return { name: stack, table: openTable(options) };
}

async function findLocalTable(data: string | undefined): Promise<TableOptions> {
  const directory = resolve(data ?? join(PROJECT_ROOT, ".local"));
  const text = await readFile(join(directory, "endpoint.json"), "utf8").catch(() => "");
  const endpoint = v.safeParse(LocalEndpoint, text);
  if (!endpoint.success || !isRunning(endpoint.output.pid)) {
    throw new Refusal(`No local cloud runs on ${directory}. Start it with npm start, or name its directory with --data.`);
  }
  const { tableName, dynamodb } = endpoint.output;
  // dynalite wants credentials and checks nothing in them.
  return { tableName, endpoint: dynamodb, region: "us-east-1", credentials: { accessKeyId: "local", secretAccessKey: "local" } };
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (fault) {
    // EPERM: it runs, under another user.
    return fault instanceof Error && "code" in fault && fault.code === "EPERM";
  }
}

async function findCloudTable(stack: string): Promise<TableOptions> {
  const tableName = process.env["SCC_TABLE_NAME"] ?? "";
  const region = process.env["AWS_REGION"] ?? "";
  if (tableName === "") return readStackOutputs(stack);
  if (region === "") throw new Refusal("SCC_TABLE_NAME is set and AWS_REGION is not. Set both, or neither to ask Pulumi.");
  // A variable left over from another stack would otherwise go unnoticed.
  console.error(`Using table ${tableName} in ${region}, as SCC_TABLE_NAME and AWS_REGION say.`);
  return { tableName, region };
}

async function readStackOutputs(stack: string): Promise<TableOptions> {
  const outputs = v.safeParse(StackOutputs, await runPulumi(stack));
  if (outputs.success) return outputs.output;
  throw new Refusal(`Stack ${stack} has no table yet. Create it with pulumi up --stack ${stack}, ${OTHER_WAY}.`);
}

function runPulumi(stack: string): Promise<string> {
  const args = ["stack", "output", "--json", "--non-interactive", "--stack", stack];
  return new Promise((succeed, fail) => {
    execFile("pulumi", args, { cwd: PROJECT_ROOT, timeout: PULUMI_MILLISECONDS }, (fault, stdout, stderr) => {
      if (fault === null) succeed(stdout);
      else fail(new Refusal(explainPulumi(stack, fault, stderr), { cause: fault }));
    });
  });
}

function explainPulumi(stack: string, fault: Error & { code?: unknown }, stderr: string): string {
  if (fault.code === "ENOENT") {
    return `Pulumi knows the table of stack ${stack}, and its command is not installed here. Install the Pulumi CLI, ${OTHER_WAY}.`;
  }
  if (/PULUMI_ACCESS_TOKEN|not logged in|pulumi login/i.test(stderr)) {
    return `Pulumi is not logged in. Run pulumi login, ${OTHER_WAY}.`;
  }
  if (/no stack named/i.test(stderr)) return `Pulumi knows no stack ${stack}. Run pulumi stack ls to see which there are.`;
  const reason = stderr.split("\n").find((line) => line.trim() !== "") ?? "it did not answer in time";
  return `Pulumi did not tell the table of stack ${stack}: ${reason.trim()}. Solve that, ${OTHER_WAY}.`;
}
