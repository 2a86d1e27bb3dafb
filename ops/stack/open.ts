import { say } from "../say.ts";
import { openTable } from "../../lambda/dynamodb/openTable.ts";
import { LOCAL_CREDENTIALS, openClients, type Place } from "./clients.ts";
import { openEdgeStore } from "./edgeStore.ts";
import { findLocalCloud } from "./local.ts";
import type { OutputName } from "../../rules/contract/outputs.ts";
import { needOutput, outputsFromEnvironment, type Outputs } from "./outputs.ts";
import { readPulumiOutputs } from "./pulumi.ts";
import type { Stack } from "./stack.ts";

export interface StackOptions {
  readonly stack: string;
  /** Where the local stack keeps its data. */
  readonly data: string | undefined;
}

interface Found {
  readonly outputs: Outputs;
  readonly local: Place["local"];
}

/** Finds a stack: the running embedded cloud for `local`, else what the environment or Pulumi names. */
export async function openStack({ stack, data }: StackOptions): Promise<Stack> {
  const { outputs, local } = stack === "local" ? await findLocal(data) : await findOnAws(stack);
  const output = (name: OutputName): string => needOutput(stack, outputs, name);
  const place: Place = { region: output("region"), local };
  const clients = openClients(place);
  return {
    ...clients,
    name: stack,
    output,
    table: () => openTable({ tableName: output("tableName"), region: place.region, ...localTable(local) }),
    edgeStore: () => openEdgeStore(output("keyValueStoreArn"), clients.keyValueStore),
  };
}

function localTable(local: Place["local"]) {
  return local === undefined ? {} : { endpoint: local.dynamodb, credentials: LOCAL_CREDENTIALS };
}

async function findLocal(data: string | undefined): Promise<Found> {
  const { outputs, dynamodb, aws } = await findLocalCloud(data);
  return { outputs, local: { dynamodb, aws } };
}

async function findOnAws(stack: string): Promise<Found> {
  const named = outputsFromEnvironment(process.env);
  if (named === undefined) return { outputs: await readPulumiOutputs(stack), local: undefined };
  // A variable left over from another stack would otherwise go unnoticed.
  const { region = "", ...rest } = named;
  say(
    process.stderr,
    `Using ${Object.values(rest).join(", ")} in ${region}, as the environment says and not Pulumi.\n`,
  );
  return { outputs: named, local: undefined };
}
