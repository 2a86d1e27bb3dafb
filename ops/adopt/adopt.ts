import { writeFile } from "node:fs/promises";

import type { Adopted } from "../../rules/stack/config.ts";
import type { Invocation, Report } from "../cli/command.ts";
import { Refusal } from "../refusal.ts";
import { describeFindings } from "../doctor/describe.ts";
import { mergeValues } from "../doctor/variableChecks.ts";
import { skipped, type Finding } from "../doctor/finding.ts";
import { runChecks, type Check } from "../doctor/runChecks.ts";
import { readStackValues, type StackValues } from "../doctor/stackConfig.ts";
import { readState } from "../doctor/stackState.ts";
import { openClients, type Clients } from "../stack/clients.ts";
import { findLocalCloud } from "../stack/local.ts";
import { judgeBucket, readBucketFacts } from "./bucket.ts";
import { importFile, listAdopted, urnEnd } from "./importFile.ts";
import { judgeFunction, readFunctionFacts, type Merge } from "./lambda.ts";
import type { Place } from "./place.ts";
import { judgePreview, runPreview } from "./preview.ts";
import { describeSteps } from "./steps.ts";
import { judgeTable, readTableFacts } from "./table.ts";
import { readConfigured, readWanted } from "./wanted.ts";

const PREVIEW_MILLISECONDS = 6 * 60_000;
const NOT_READ = "is compared by Pulumi's preview, which reads it; nothing else here can.";

interface Scene {
  readonly place: Place;
  readonly clients: Clients;
  readonly merge: Merge;
  readonly configured: Adopted;
}

/** Compares what exists with what the program declares, and says what is left to do. Changes nothing on AWS. */
export async function adopt(call: Invocation): Promise<Report> {
  const stack = call.required("stack");
  const isLocal = stack === "local";
  const scene = isLocal ? await localScene(call.text("data")) : await awsScene(stack);
  const flags = {
    table: call.text("table"),
    bucket: call.text("bucket"),
    function: call.text("function"),
    distribution: call.text("distribution"),
  };
  const adopted = readWanted(flags, scene.configured);
  const file = call.text("import-file");
  if (file !== undefined) return writeImportFile(file, stack, adopted);
  const configured = listAdopted(adopted).every(({ kind, id }) => scene.configured[kind] === id);
  const checks = [...resourceChecks(scene, adopted), ...(isLocal ? [] : [previewCheck(stack, configured)])];
  const again = [
    "npm run ops -- adopt",
    `--stack ${stack}`,
    ...listAdopted(adopted).map(({ kind, id }) => `--${kind} ${id}`),
  ].join(" ");
  const progress = (text: string): void => {
    call.terminal.progress(text);
  };
  // What was not compared may be replaced for all we know.
  const findings = await runChecks(checks, { again, progress, milliseconds: PREVIEW_MILLISECONDS, unseen: "problem" });
  const clean = findings.every(({ state }) => state !== "problem");
  const text = describeFindings(findings, "Nothing that was compared here would be replaced or deleted.");
  const steps = isLocal
    ? ""
    : `\n\n${describeSteps({ stack, adopted, configured, imported: await isImported(stack, adopted) })}`;
  return { ok: clean, text: `${text}${steps}`, data: findings };
}

async function localScene(data: string | undefined): Promise<Scene> {
  const { outputs, dynamodb, aws } = await findLocalCloud(data);
  const region = outputs.region ?? "us-east-1";
  const clients = openClients({ region, local: { dynamodb, aws } });
  // What the running program was given is not known here; its function carries the merged variables already.
  return { place: { stack: "local", region }, clients, merge: () => undefined, configured: {} };
}

async function awsScene(stack: string): Promise<Scene> {
  const values = await readStackValues(stack);
  const region = regionOf(stack, values);
  return {
    place: { stack, region },
    clients: openClients({ region, local: undefined }),
    merge: (existing) => mergeValues(stack, values, existing),
    configured: readConfigured(values),
  };
}

function regionOf(stack: string, { entries }: StackValues): string {
  const region = entries.get("aws:region")?.value ?? process.env["AWS_REGION"];
  if (region !== undefined) return region;
  throw new Refusal(`In which region are they? pulumi config set --stack ${stack} aws:region us-east-1 tells.`);
}

function resourceChecks({ place, clients, merge }: Scene, adopted: Adopted): Check[] {
  return listAdopted(adopted).map(({ kind, id }) => ({
    name: `${kind} ${id}`,
    run: async (): Promise<readonly Finding[]> => {
      switch (kind) {
        case "table":
          return judgeTable(place, id, await readTableFacts(clients, id));
        case "bucket":
          return judgeBucket(place, id, await readBucketFacts(clients, id, place.region));
        case "function":
          return judgeFunction(place, id, await readFunctionFacts(clients, id), merge);
        case "distribution":
          return [skipped(`distribution ${id}`, NOT_READ)];
      }
    },
  }));
}

function previewCheck(stack: string, configured: boolean): Check {
  if (!configured)
    return { name: "preview", run: () => Promise.resolve([skipped("preview", "comes once scc:adopt names these.")]) };
  return { name: "preview", run: async () => judgePreview(stack, await runPreview(stack)) };
}

async function isImported(stack: string, adopted: Adopted): Promise<boolean> {
  const answer = await readState(stack);
  if (answer.kind !== "state") return false;
  return listAdopted(adopted).every(({ kind, id }) =>
    answer.state.resources.some((known) => known.urn.endsWith(urnEnd(kind)) && known.id === id),
  );
}

async function writeImportFile(file: string, stack: string, adopted: Adopted): Promise<Report> {
  await writeFile(file, importFile(adopted)).catch((fault: unknown) => {
    throw new Refusal(`${file} could not be written: ${fault instanceof Error ? fault.message : String(fault)}.`);
  });
  const names = listAdopted(adopted)
    .map(({ kind, id }) => `${kind} ${id}`)
    .join(", ");
  const text = `Wrote ${file}, for ${names}. Now:\n     pulumi import --stack ${stack} --file ${file} --protect=false --generate-code=false`;
  return { ok: true, text, data: { file, adopted } };
}
